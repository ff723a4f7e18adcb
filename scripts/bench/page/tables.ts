/** Figures as tables of the page. */
import type { DeskBench } from '../desk/main.ts';
import type { Figure } from '../measure.ts';
import type { PeersBench } from '../peers/main.ts';
import { QUESTIONS } from '../peers/peer.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

function figureRow({ name, p50, p99, max, floor, ratio, target, met }: Figure): string[] {
  const beside = [floor === null ? '—' : String(floor.p50), ratio === null ? '—' : `${ratio}x`];
  const verdict = target === '' ? '' : met ? 'yes' : '**no**';
  return [`\`${name}\``, String(p50), String(p99), String(max), ...beside, target, verdict];
}

/** Microseconds. */
export function figuresTable(bench: DeskBench, beginning: string): string {
  const figures = bench.figures.filter(({ name }) => new RegExp(`^(?:${beginning})`, 'u').test(name));
  if (figures.length === 0) throw new Error(`no figure begins with ${beginning}`);
  return table(['figure', 'p50', 'p99', 'max', 'floor p50', 'ratio', 'target', 'met'], figures.map(figureRow));
}

/** What the run was of, and what it says besides its figures. */
export function aboutTable(benches: readonly DeskBench[]): string {
  const whole = (value: number): string => value.toLocaleString('en-GB');
  return table(
    [
      'orders',
      'cases',
      'events',
      'recorded a second',
      'bytes an order',
      'bytes a case',
      'idle desk process',
      'targets met',
    ],
    benches.map((bench) => [
      whole(bench.orders),
      whole(bench.cases),
      whole(bench.events),
      whole(bench.recordedPerSecond),
      whole(bench.bytesPerOrder),
      whole(bench.bytesPerCase),
      `${bench.idleMegabytes} MB`,
      `${bench.figures.filter(({ met }) => met).length} of ${bench.figures.length}`,
    ]),
  );
}

/** Milliseconds at the median, and how many were found. */
export function peersTable({ peers, orders }: PeersBench): string {
  const head = [
    `${orders.toLocaleString('en-GB')} orders`,
    'built in',
    'memory',
    'an order',
    ...QUESTIONS.map(({ name }) => `\`${name}\``),
  ];
  const rows = peers.map((outcome) => {
    if ('cannot' in outcome) return [outcome.peer, outcome.cannot, '', '', ...QUESTIONS.map(() => 'cannot')];
    const { peer, buildSeconds, megabytes, bytesPerOrder, answers } = outcome;
    const answered = answers.map(({ timing, hits }) =>
      timing === null ? 'cannot' : `${(timing.p50 / 1000).toFixed(timing.p50 < 100_000 ? 2 : 0)} (${hits})`,
    );
    const built = buildSeconds === null ? '—' : `${buildSeconds} s`;
    const bytes = bytesPerOrder === null ? 'in memory' : `${bytesPerOrder} B`;
    return [peer, built, `${megabytes} MB`, bytes, ...answered];
  });
  return table(head, rows);
}
