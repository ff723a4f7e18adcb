import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeImportFixture, type FixtureFormat } from '../desk/import/testing/import-fixture.ts';
import { ORDER_KINDS } from '../domain/orders/order.ts';

/** `node scripts/run.mjs scripts/import-fixture.ts FILE …`: an order file of invented data, with its bad rows listed as JSON lines. */
const FORMATS: readonly FixtureFormat[] = ['utf-8', 'utf-8-bom', 'gb18030', 'xlsx'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string', default: 'terminal_application' },
    format: { type: 'string', default: 'gb18030' },
    rows: { type: 'string', default: '1000' },
    'bad-rows': { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});
const [file] = positionals;
const kind = ORDER_KINDS.find((known) => known === values.kind);
const format = FORMATS.find((known) => known === values.format);
const [rows, badRows, seed] = [values.rows, values['bad-rows'], values.seed].map(Number);
const whole = (number: number | undefined): number is number =>
  Number.isInteger(number) && number !== undefined && number >= 0;
if (file === undefined || !kind || !format || !whole(rows) || !whole(badRows) || !whole(seed) || badRows > rows) {
  console.error(
    `FILE [--kind ${ORDER_KINDS.join('|')}] [--format ${FORMATS.join('|')}] [--rows N] [--bad-rows N] [--seed N]`,
  );
  process.exit(2);
}
for (const problem of await writeImportFixture({ path: resolve(file), kind, format, rows, badRows, seed })) {
  console.log(JSON.stringify(problem));
}
