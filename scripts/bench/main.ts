/**
 * `npm run bench [-- desk] [--orders 20000] [--json]`: measures the desk against floors taken in the same run.
 * `npm run bench -- import [--rows 100000] [--json]`: imports a file of that size, as text and as a spreadsheet.
 * `npm run bench -- peers [--orders 20000] [--json]`: the same questions to what else could have answered them.
 * `npm run bench -- windows [--orders 20000] [--json]`: what a person at a window sees, in both hosts.
 * `npm run bench -- hub [--json]`: what a hub takes and gives, beside what the same rows cost its PostgreSQL.
 * `npm run bench -- page`: the tables and drawings of docs/performance.md, from the results kept in docs/performance.
 */
import { parseArgs } from 'node:util';
import { benchDesk, report } from './desk/main.ts';
import { benchHub, hubReport } from './hub/main.ts';
import { benchImport, importReport } from './import.ts';
import { writePage } from './page/main.ts';
import { benchPeers, peersReport } from './peers/main.ts';
import { benchWindows, windowsReport } from './windows/main.ts';

const DEFAULT_ORDERS = '20000';
const USAGE =
  'npm run bench [-- desk] [--orders 20000] [--json]\nnpm run bench -- import [--rows 100000] [--json]\n' +
  'npm run bench -- peers [--orders 20000] [--json]\nnpm run bench -- windows [--orders 20000] [--json]\n' +
  'npm run bench -- hub [--json]\nnpm run bench -- page';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    orders: { type: 'string', default: DEFAULT_ORDERS },
    rows: { type: 'string', default: '100000' },
    json: { type: 'boolean', default: false },
  },
});
const what = positionals.join(' ') || 'desk';
const orders = Number(values.orders);
const rows = Number(values.rows);
if (what === 'import' && Number.isInteger(rows) && rows >= 1000) {
  const benches = await benchImport(rows);
  process.stdout.write(`${values.json ? JSON.stringify(benches, null, 2) : benches.map(importReport).join('\n')}\n`);
} else if (what === 'peers' && Number.isInteger(orders) && orders >= 1000) {
  const bench = await benchPeers(orders);
  process.stdout.write(`${values.json ? JSON.stringify(bench, null, 2) : peersReport(bench)}\n`);
} else if (what === 'windows' && Number.isInteger(orders) && orders >= 1000) {
  const bench = await benchWindows(orders);
  process.stdout.write(`${values.json ? JSON.stringify(bench, null, 2) : windowsReport(bench)}\n`);
} else if (what === 'hub') {
  const bench = await benchHub();
  process.stdout.write(`${values.json ? JSON.stringify(bench, null, 2) : hubReport(bench)}\n`);
} else if (what === 'page') {
  process.stdout.write(`${writePage().join('\n')}\n`);
} else if (what !== 'desk' || !Number.isInteger(orders) || orders < 1000) {
  process.stderr.write(`${USAGE}\nat least 1000 orders\n`);
  process.exitCode = 2;
} else {
  const bench = await benchDesk(orders);
  process.stdout.write(`${values.json ? JSON.stringify(bench, null, 2) : report(bench)}\n`);
}
