import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, HUGE_TEXTS, MARKER } from '../../contract/testing/hostile-values.ts';
import { guessMapping } from '../../domain/orders/import/guess-mapping.ts';
import { parseRow } from '../../domain/orders/import/parse-row.ts';
import { describeProblem } from '../../domain/orders/import/problem-words.ts';
import { planRows, type RowPlan } from '../../domain/orders/import/row-reader.ts';
import { ORDER_KINDS, type OrderKind } from '../../domain/orders/order.ts';
import { keepableCells } from './keepable-cells.ts';
import { fakeCard } from './testing/fake-numbers.ts';
import { fixtureRow, HEADERS } from './testing/fixture-rows.ts';

const NOW = Date.UTC(2026, 10, 20);
const CARD = fakeCard(7);

/** Cells of every wrong sort: what no form sends, and what belongs into another column. */
const CELLS: readonly string[] = [
  ...HOSTILE_TEXTS,
  ...HUGE_TEXTS,
  CARD,
  '110101199003077715',
  '1.58E+17',
  '2026-02-30',
  '0000-00-00 00:00:00',
  '99999-12-31',
  '25:61:61',
  '-0.00',
  '¥¥1',
  '1,2,3,4',
  '1e5元',
  '三百元',
  '∞',
  '½',
  '#REF!',
  'TRUE',
  '100%%',
  '-5%',
];

function planOf(kind: OrderKind): RowPlan {
  const guessed = guessMapping([{ line: 1, cells: HEADERS[kind] }], kind, () => null);
  if (!guessed.ok) throw new Error(guessed.refusal.code);
  return planRows(guessed.value, guessed.value.header);
}

/** Everything that is said of a row to people, and what is kept of it. */
function saidOf(cells: readonly string[], plan: RowPlan): { outcome: string; said: string; kept: string } {
  const parsed = parseRow({ line: 2, cells }, plan, NOW);
  const problems = parsed.outcome === 'bad' ? parsed.problems : parsed.outcome === 'order' ? parsed.warnings : [];
  const words = problems.flatMap((problem) => [describeProblem(problem, 'zh'), describeProblem(problem, 'en')]);
  return { outcome: parsed.outcome, said: JSON.stringify([problems, words]), kept: keepableCells(cells, plan).join() };
}

const columns = ORDER_KINDS.flatMap((kind) => HEADERS[kind].map((header, index) => ({ kind, header, index })));

describe('a row with a cell of the wrong sort', () => {
  it.each(columns)('is an order or is refused by name: $kind, $header', ({ kind, index }) => {
    const plan = planOf(kind);

    const said = CELLS.map((cell) => {
      const cells = fixtureRow(kind, 4, 1);
      cells[index] = cell;
      return saidOf(cells, plan);
    });

    expect(said.filter(({ outcome }) => outcome === 'bad').every((each) => each.said.length > 20)).toBe(true);
    expect(said.filter((each) => each.said.includes(MARKER) || each.said.includes(CARD))).toEqual([]);
    expect(said.filter((each) => each.kept.includes(CARD))).toEqual([]);
  });

  it.each(ORDER_KINDS)('is an order or is refused by name, whatever is in all of its cells: %s', (kind) => {
    const plan = planOf(kind);
    const cell = fc.oneof(
      fc.constantFrom(...CELLS.filter(({ length }) => length < 500)),
      fc.string({ unit: 'binary' }),
    );

    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        const { said } = saidOf(cells, plan);
        expect(said.includes(MARKER) || said.includes(CARD)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the mapping of a file', () => {
  it('is guessed or refused, whatever the first rows hold', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        ...CELLS.filter(({ length }) => length < 500),
        ...HEADERS.acquiring_txn,
        ...HEADERS.terminal_application,
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );

    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 8 }),
        fc.option(fc.integer()),
        (table, line) => {
          const guessed = guessMapping(
            table.map((cells, index) => ({ line: index + 1, cells })),
            null,
            () => null,
            line,
          );
          expect(guessed.ok || ['file_empty', 'header_not_found'].includes(guessed.refusal.code)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
