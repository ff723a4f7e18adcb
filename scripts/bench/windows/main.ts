/** What a person at a window sees and what it takes from the machine, in both hosts, beside an empty page and an empty process. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureChromium } from '../../ensure-browser.ts';
import { ensureDisplay } from '../../ensure-display.ts';
import { ensureElectron } from '../../ensure-electron.ts';
import { benchData } from '../desk/build-data.ts';
import { figure, timingOf } from '../measure.ts';
import type { Figure } from '../measure.ts';
import { bundleParts } from './bundle.ts';
import type { BundlePart } from './bundle.ts';
import { openEmpty, openWindow, signIn } from './hosts.ts';
import type { HostName } from './hosts.ts';
import { workAnHour } from './hour.ts';
import type { Hour } from './hour.ts';
import { heldBy } from './memory.ts';
import type { Held } from './memory.ts';
import { firstPaint, paintTiming } from './paint.ts';

const STARTS = 5;
const PAINT_ROUNDS = 4;
const IDLE_MS = 5000;

interface Idle {
  readonly process: string;
  readonly held: Held | null;
  /** An empty page, or a Node that does nothing. */
  readonly floor: Held | null;
  readonly target: string;
  readonly met: boolean;
}

export interface WindowsBench {
  readonly node: string;
  readonly orders: number;
  readonly figures: readonly Figure[];
  readonly idle: readonly Idle[];
  readonly hours: readonly Hour[];
  readonly bundle: readonly BundlePart[];
}

/** Refuses with a sentence where a browser, an Electron or a display cannot be had. */
export async function benchWindows(orders: number): Promise<WindowsBench> {
  const [browser, electron, display] = [await ensureChromium(), await ensureElectron(), await ensureDisplay()];
  if (!browser.ok) throw new Error(browser.reason);
  if (!electron.ok) throw new Error(electron.reason);
  if (!display.ok) throw new Error(display.reason);
  Object.assign(process.env, electron.env, { CHROMIUM_PATH: browser.path });
  if (display.display !== undefined) process.env['DISPLAY'] = display.display;
  try {
    const { dataDir } = await benchData(orders);
    const figures: Figure[] = [];
    const idle: Idle[] = [];
    const hours: Hour[] = [];
    for (const host of ['browser', 'electron'] as const) {
      process.stderr.write(`measuring ${host}\n`);
      figures.push(...(await startFigures(host, dataDir)));
      const worked = await paintAndIdle(host, dataDir);
      figures.push(worked.figure);
      idle.push(...worked.idle);
      hours.push(await workAnHour(host, dataDir));
    }
    return { node: process.versions.node, orders, figures, idle, hours, bundle: await bundleParts() };
  } finally {
    display.stop();
  }
}

/** From the start of the program to the page that takes a name and a password, and the first search of a desk just opened. */
async function startFigures(host: HostName, dataDir: string): Promise<Figure[]> {
  const opened: number[] = [];
  const empty: number[] = [];
  const first: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const window = await openWindow(host, dataDir);
    try {
      opened.push(window.openedMs * 1000);
      await signIn(window.page);
      first.push(await firstPaint(window.page));
    } finally {
      await window.close();
    }
    const nothing = await openEmpty(host);
    empty.push(nothing.openedMs * 1000);
    await nothing.close();
  }
  return [
    figure(`open.${host}`, timingOf(opened), timingOf(empty), { p99: 2_000_000 }),
    figure(`open.${host}.firstSearch`, timingOf(first), null, { p99: 50_000 }),
  ];
}

async function paintAndIdle(host: HostName, dataDir: string): Promise<{ figure: Figure; idle: Idle[] }> {
  const nothing = await openEmpty(host);
  const floor = await paintTiming(nothing.page, PAINT_ROUNDS);
  await sleep(IDLE_MS);
  const emptyPage = heldBy(nothing.pids.renderer);
  await nothing.close();
  const window = await openWindow(host, dataDir);
  try {
    await signIn(window.page);
    await sleep(IDLE_MS);
    const renderer = heldBy(window.pids.renderer);
    const desk = heldBy(window.pids.desk);
    const paint = await paintTiming(window.page, PAINT_ROUNDS);
    return {
      figure: figure(`paint.${host}`, paint, floor, { p95: 50_000 }),
      idle: [
        idleOf(`renderer, ${host}`, renderer, emptyPage, 200),
        idleOf(`desk, ${host}`, desk, await bareNode(), 250),
      ],
    };
  } finally {
    await window.close();
  }
}

/** Of the process's own memory and its share of what it shares; what all of a browser's processes map counts once. */
function idleOf(process: string, held: Held | null, floor: Held | null, megabytes: number): Idle {
  return { process, held, floor, target: `<= ${megabytes} MB`, met: held !== null && held.pss <= megabytes };
}

async function bareNode(): Promise<Held | null> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
  await sleep(1000);
  const held = heldBy(child.pid ?? 0);
  child.kill();
  return held;
}

export function windowsReport({ figures, idle, hours, bundle }: WindowsBench): string {
  const ms = (microseconds: number): string => `${Math.round(microseconds / 100) / 10} ms`;
  return [
    ...figures.map(
      ({ name, p50, p95, p99, floor, target, met }) =>
        `${met ? ' ' : '!'} ${name.padEnd(28)} p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, floor ${floor === null ? '-' : ms(floor.p50)}; ${target}`,
    ),
    ...idle.map(
      ({ process: name, held, floor, target, met }) =>
        `${met ? ' ' : '!'} ${name.padEnd(28)} ${held?.pss ?? '?'} MB (resident ${held?.rss ?? '?'}), floor ${floor?.pss ?? '?'} MB; ${target}`,
    ),
    ...hours.map(
      ({ host, calls, heap, desk, grew: { heap: ofHeap, desk: ofDesk } }) =>
        `${ofHeap || ofDesk === true ? '!' : ' '} ${`an hour, ${host}`.padEnd(28)} ${calls} calls, heap ${heap[0]} to ${heap.at(-1)} MB, desk ${desk[0]?.pss} to ${desk.at(-1)?.pss} MB`,
    ),
    ...bundle.map(({ part, bytes, gzipBytes }) => `  ${part.padEnd(60)} ${bytes} bytes, ${gzipBytes} compressed`),
  ].join('\n');
}
