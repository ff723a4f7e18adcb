import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { findOnPath } from './ensure-browser.ts';
import { installDebianPackages } from './test/debian.ts';

/** Where windows open (undefined: this system has its own way), and how to be done with it; or why they cannot. */
export type DisplayFound =
  | { readonly ok: true; readonly display: string | undefined; readonly stop: () => void }
  | { readonly ok: false; readonly reason: string };

/** Finds an X display, or starts one that nobody sees on a free number. */
export async function ensureDisplay(): Promise<DisplayFound> {
  const given = process.env['DISPLAY'];
  if (process.platform !== 'linux' || given) return { ok: true, display: given, stop: () => undefined };
  if (findOnPath('Xvfb') === undefined) {
    const refused = await installDebianPackages(['xvfb', 'xauth']);
    if (refused !== undefined) return { ok: false, reason: `no display, and no Xvfb: ${refused}` };
  }
  return startXvfb();
}

async function startXvfb(): Promise<DisplayFound> {
  const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = (): void => void server.kill();
  process.once('exit', stop);
  const number = await displayNumber(server);
  if (number === undefined) {
    stop();
    return { ok: false, reason: 'no display, and Xvfb does not start' };
  }
  return { ok: true, display: `:${number}`, stop };
}

/** Xvfb writes the number that it took to file descriptor 3 once it is ready. */
function displayNumber(server: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), 20_000);
    const settle = (number: string | undefined): void => {
      clearTimeout(timer);
      resolve(number);
    };
    createInterface({ input: server.stdio[3] as Readable }).once('line', settle);
    server.once('error', () => settle(undefined));
    server.once('exit', () => settle(undefined));
  });
}
