/**
 * `npm run bench [-- desk --orders 20000 --json]`: measures the desk against a floor taken in the same run.
 * `npm run bench -- import [--rows 100000]`: imports a file of that size, as text and as a spreadsheet.
 */
import { parseArgs } from 'node:util';
import { benchDesk } from './desk.ts';
import type { DeskBench } from './desk.ts';
import { benchImport } from './import.ts';
import type { Compared, Timing } from './measure.ts';

const DEFAULT_ORDERS = '20000';
const USAGE = 'npm run bench -- desk [--orders 20000] [--json]\nnpm run bench -- import [--rows 100000]';

function line({ name, p50, p99 }: Timing, ratio: string): string {
  return `  ${name.padEnd(38)} ${String(p50).padStart(9)} ${String(p99).padStart(9)}  ${ratio}`;
}

function section(title: string, floor: Timing, rows: readonly Compared[]): string[] {
  return [
    `${title} (microseconds)`.padEnd(41) + 'p50'.padStart(9) + 'p99'.padStart(10),
    line(floor, 'floor'),
    ...rows.map((row) => line(row, `${row.ratio}x`)),
  ];
}

function report(bench: DeskBench): string {
  const { orders, recording } = bench;
  return [
    `${orders} orders recorded at ${recording.rowsPerSecond} a second, ${recording.megabytes} MB`,
    ...section('finding', bench.readFloor, bench.searches),
    ...section('committing', bench.commitFloor, bench.commits),
  ].join('\n');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    orders: { type: 'string', default: DEFAULT_ORDERS },
    rows: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
  },
});
const orders = Number(values.orders);
const rows = Number(values.rows);
const what = positionals.length === 0 ? 'desk' : positionals.join(' ');
if (what === 'import' && Number.isInteger(rows) && rows >= 1000) {
  await benchImport(rows);
} else if (what !== 'desk' || !Number.isInteger(orders) || orders < 1000) {
  process.stderr.write(`${USAGE}\nat least 1000 orders\n`);
  process.exitCode = 2;
} else {
  const bench = benchDesk(orders);
  process.stdout.write(`${values.json ? JSON.stringify(bench, null, 2) : report(bench)}\n`);
}
