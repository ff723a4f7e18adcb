import { describe, expect, it } from 'vitest';
import { checkMapping, headerFingerprint, recallColumns, rememberMapping, type ImportMapping } from './mapping.ts';

const HEADER = ['订单号', '', '金额', '金额', 'ｄａｔｅ'];
const MAPPING: ImportMapping = {
  kind: 'acquiring_txn',
  headerLine: 3,
  columns: [
    { index: 0, field: 'orderNo', unit: null },
    { index: 1, field: null, unit: null },
    { index: 2, field: 'amount', unit: 'fen' },
    { index: 3, field: 'refundedAmount', unit: 'yuan' },
    { index: 4, field: 'orderedAt', unit: null },
    { index: 9, field: 'txnStatus', unit: null },
  ],
};

describe('the fingerprint of a header', () => {
  it('is the same in any order, however its words are written, and whatever has no words', () => {
    const print = headerFingerprint(HEADER);

    expect(print).toBe('date|订单号|金额|金额/2');
    expect(headerFingerprint(['Date', '金额', '金额', '订单号'])).toBe(print);
    expect(headerFingerprint(['Date', '金额', '订单号'])).not.toBe(print);
  });
});

describe('a remembered mapping', () => {
  it('is kept by header, the second of the same words numbered and those without words by position', () => {
    const remembered = rememberMapping(HEADER, MAPPING);

    expect(remembered).toEqual({
      kind: 'acquiring_txn',
      columns: [
        { header: '订单号', field: 'orderNo', unit: null },
        { header: '#1', field: null, unit: null },
        { header: '金额', field: 'amount', unit: 'fen' },
        { header: '金额/2', field: 'refundedAmount', unit: 'yuan' },
        { header: 'date', field: 'orderedAt', unit: null },
        { header: '#9', field: 'txnStatus', unit: null },
      ],
    });
  });

  it('is laid over a file whose columns have moved, one that is new being left out', () => {
    const recalled = recallColumns(['备注', '金额', 'Date', '金额'], rememberMapping(HEADER, MAPPING));

    expect(recalled).toEqual([
      { index: 0, field: null, unit: null },
      { index: 1, field: 'amount', unit: 'fen' },
      { index: 2, field: 'orderedAt', unit: null },
      { index: 3, field: 'refundedAmount', unit: 'yuan' },
    ]);
  });
});

describe('a mapping that cannot be imported', () => {
  it('says what is missing, or which field is wrong', () => {
    const unknown = { ...MAPPING, columns: [...MAPPING.columns, { index: 5, field: 'deposit', unit: null }] };
    const twice = { ...MAPPING, columns: [...MAPPING.columns, { index: 5, field: 'amount', unit: null }] };
    const lacking = { ...MAPPING, columns: MAPPING.columns.slice(1, 4) };

    expect([checkMapping(MAPPING), checkMapping(unknown), checkMapping(twice), checkMapping(lacking)]).toMatchObject([
      { ok: true, value: MAPPING },
      { ok: false, refusal: { code: 'invalid_input', data: { field: 'deposit' } } },
      { ok: false, refusal: { code: 'invalid_input', data: { field: 'amount' } } },
      { ok: false, refusal: { code: 'mapping_incomplete', data: { missing: ['orderNo', 'orderedAt', 'txnStatus'] } } },
    ]);
  });
});
