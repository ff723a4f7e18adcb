import { describe, expect, it } from 'vitest';
import type { ColumnGuess, Inspection } from '../../../contract/desk-api/imports.ts';
import { chooseField, chooseUnit, choicesOf, mappingOf, missingOf } from './mapping.ts';

const column = (index: number, field: string | null, unit: 'yuan' | null = null): ColumnGuess => ({
  index,
  field,
  unit,
  letter: '',
  header: '',
  confidence: 'sure',
  samplesMasked: [],
});
const inspected: Inspection = {
  fileName: '测试.csv',
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  kind: 'acquiring_txn',
  headerLine: 2,
  columns: [column(0, 'orderNo'), column(1, 'amount', 'yuan'), column(2, null)],
  missing: ['orderedAt', 'txnStatus'],
  approximateRows: 3,
  mappingRemembered: false,
};

describe('correcting which column fills which field', () => {
  it('takes a field from the column that had it', () => {
    const guessed = choicesOf(inspected);

    const corrected = chooseField(guessed, 2, 'orderNo');

    expect(corrected.map(({ field }) => field)).toEqual([null, 'amount', 'orderNo']);
    expect(corrected.map(({ chosen }) => chosen)).toEqual([true, false, true]);
  });

  it('lets any number of columns be left out', () => {
    const guessed = choicesOf(inspected);

    const corrected = chooseField(chooseField(guessed, 0, null), 1, null);

    expect(corrected.map(({ field }) => field)).toEqual([null, null, null]);
  });

  it('names the required fields that are still without a column', () => {
    const guessed = choicesOf(inspected);

    const before = missingOf('acquiring_txn', guessed);
    const after = missingOf('acquiring_txn', chooseField(guessed, 2, 'orderedAt'));

    expect(before).toContain('orderedAt');
    expect(after).toEqual(before.filter((field) => field !== 'orderedAt'));
  });

  it('sends a unit with amounts only', () => {
    const corrected = chooseField(chooseUnit(choicesOf(inspected), 1, 'fen'), 1, 'rrn');

    const asAmount = mappingOf(inspected, chooseUnit(choicesOf(inspected), 1, 'fen'));
    const asReference = mappingOf(inspected, corrected);

    expect(asAmount.columns[1]).toEqual({ index: 1, field: 'amount', unit: 'fen' });
    expect(asReference.columns[1]).toEqual({ index: 1, field: 'rrn', unit: null });
    expect(asReference).toMatchObject({ kind: 'acquiring_txn', headerLine: 2 });
  });
});
