import { describe, expect, it } from 'vitest';
import type { OrderKind } from '../order.ts';
import { guessMapping, type MappingGuess } from './guess-mapping.ts';
import { checkMapping, rememberMapping } from './mapping.ts';
import type { RawRow } from './raw-row.ts';

function rowsOf(lines: readonly (readonly string[])[]): RawRow[] {
  return lines.map((cells, index) => ({ line: index + 1, cells }));
}

function guess(lines: readonly (readonly string[])[], kind: OrderKind | null = null): MappingGuess {
  const guessed = guessMapping(rowsOf(lines), kind, () => null);
  if (!guessed.ok) throw new Error(guessed.refusal.code);
  return guessed.value;
}

const fieldsByHeader = ({ columns }: MappingGuess): Record<string, string | null> =>
  Object.fromEntries(columns.map(({ header, field }) => [header, field]));

const APPLICATION_HEADER = ['申请单号', '申请时间', '状态', '来源', '支付状态', '法人姓名', '手机号'];
const TXN_HEADER = ['Order No', 'Transaction Time', 'Amount', 'Status', 'Payment Method', 'RRN', 'Phone Number'];

describe('guessing a mapping', () => {
  it('tells the two kinds apart by their headers, Chinese or English', () => {
    const application = guess([APPLICATION_HEADER]);
    const txn = guess([TXN_HEADER]);

    expect([application.kind, application.missing]).toEqual(['terminal_application', []]);
    expect([txn.kind, txn.missing]).toEqual(['acquiring_txn', []]);
  });

  it('finds the header below a preamble and blank lines', () => {
    const lines = [['某平台订单导出'], [], ['商户名称：测试商户', '导出时间：2026-11-17'], APPLICATION_HEADER, ['A1']];

    const { headerLine } = guess(lines);

    expect(headerLine).toBe(4);
  });

  it.each([
    ['*联系电话（必填）', 'mobile', 'sure'],
    ['法人身份fen证号', 'idNo', 'sure'],
    ['统一社会信用代码', 'uscc', 'sure'],
    ['SN(机身号)', 'terminalSns', 'sure'],
    ['ＴＵＳＮ', 'terminalSns', 'sure'],
    ['押金(元)', 'deposit', 'sure'],
    ['商户负责人联系电话', 'mobile', 'likely'],
    ['备注', null, 'none'],
  ] as const)('takes the header %s for %s, %s', (header, field, confidence) => {
    const { columns } = guess([[header, '申请单号', '申请时间', '状态', '来源']]);

    const [column] = columns;

    expect([column?.field, column?.confidence]).toEqual([field, confidence]);
  });

  it('gives a field to one column only, to the surer one', () => {
    const { columns } = guess([['收件人联系电话', '手机号', '申请单号', '申请时间', '状态']]);

    expect(columns.slice(0, 2).map(({ field }) => field)).toEqual([null, 'mobile']);
  });

  it.each([
    ['金额（元）', ['12'], 'yuan'],
    ['金额(分)', ['1200'], 'fen'],
    ['amount_fen', ['1200'], 'fen'],
    ['交易金额', ['12.00', '3'], 'yuan'],
    ['交易金额', ['¥12'], 'yuan'],
    ['交易金额', ['1200分'], 'fen'],
    ['交易金额', ['1200', '300'], null],
  ] as const)('reads the unit of %s with %j as %s', (header, values, unit) => {
    const lines = [
      ['订单号', '交易时间', header, '交易状态'],
      ...values.map((value) => ['T1', '2026-01-01', value, '成功']),
    ];

    const { columns } = guess(lines, 'acquiring_txn');

    expect(columns[2]).toMatchObject({ field: 'amount', unit });
  });

  it('recognises a column without a useful header by values that all check', () => {
    const values = ['13800138000', '199-0000-0001', '+86 19900000002'];

    const { columns } = guess([
      ['申请单号', '申请时间', '状态', '栏目7'],
      ...values.map((value) => ['A1', '', '', value]),
    ]);

    expect(columns[3]).toMatchObject({ field: 'mobile', confidence: 'likely' });
  });

  it('says which required fields no column fills', () => {
    const { missing } = guess([['订单号', '交易时间', '商户名称', '参考号']], 'acquiring_txn');

    expect(missing).toEqual(['amount', 'txnStatus']);
  });

  it('lets a confirmed mapping win, also when the columns have moved', () => {
    const first = guess([APPLICATION_HEADER]);
    const corrected = {
      ...first,
      columns: first.columns.map(({ index, field }) => ({
        index,
        field: field === 'personName' ? 'salesperson' : field,
        unit: null,
      })),
    };
    const remembered = rememberMapping(first.header, corrected);
    const moved = APPLICATION_HEADER.toReversed();

    const again = guessMapping(rowsOf([['标题'], moved]), null, (print) =>
      print === first.fingerprint ? remembered : null,
    );

    if (!again.ok) throw new Error(again.refusal.code);
    expect(again.value.remembered).toBe(true);
    expect(again.value.columns.every(({ confidence }) => confidence === 'remembered')).toBe(true);
    expect(fieldsByHeader(again.value)['法人姓名']).toBe('salesperson');
    expect(fieldsByHeader(again.value)['手机号']).toBe('mobile');
  });

  it('takes the header from the line a person chose, known words or not', () => {
    const lines = [APPLICATION_HEADER, ['甲', '手机号', '乙'], ['1', '13800138000', '2']];

    const chosen = guessMapping(rowsOf(lines), 'acquiring_txn', () => null, 2);
    const beyond = guessMapping(rowsOf(lines), null, () => null, 9);

    if (!chosen.ok) throw new Error(chosen.refusal.code);
    expect([chosen.value.kind, chosen.value.headerLine]).toEqual(['acquiring_txn', 2]);
    expect(fieldsByHeader(chosen.value)).toEqual({ 甲: null, 手机号: 'mobile', 乙: null });
    expect(beyond).toMatchObject({ ok: false, refusal: { code: 'header_not_found' } });
  });

  it.each([
    ['file_empty', [[], ['', ' ']]],
    [
      'header_not_found',
      [
        ['甲', '乙'],
        ['1', '2'],
      ],
    ],
  ] as const)('refuses with %s', (code, lines) => {
    const guessed = guessMapping(rowsOf(lines), null, () => null);

    expect(guessed).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('checking a mapping', () => {
  const complete = {
    kind: 'acquiring_txn',
    headerLine: 1,
    columns: ['orderNo', 'orderedAt', 'amount', 'txnStatus'].map((field, index) => ({ index, field, unit: null })),
  } as const;

  it('accepts one that fills what is required', () => {
    expect(checkMapping(complete).ok).toBe(true);
  });

  it.each([
    ['mapping_incomplete', complete.columns.slice(1)],
    ['invalid_input', [...complete.columns, { index: 9, field: 'amount', unit: null }]],
    ['invalid_input', [...complete.columns, { index: 9, field: 'deposit', unit: null }]],
  ] as const)('refuses with %s', (code, columns) => {
    expect(checkMapping({ ...complete, columns })).toMatchObject({ ok: false, refusal: { code } });
  });
});
