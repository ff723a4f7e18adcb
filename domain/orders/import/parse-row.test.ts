import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderKind } from '../order.ts';
import { guessMapping } from './guess-mapping.ts';
import { parseRow, type ParsedRow } from './parse-row.ts';
import { describeProblem } from './problem-words.ts';
import { ROW_PROBLEM_CODES, type RowProblem } from './problems.ts';
import { planRows, type RowPlan } from './row-reader.ts';

const NOW = Date.UTC(2026, 10, 20);

const APPLICATION = {
  申请单号: 'A202611170001',
  申请时间: '2026-11-01 10:26:05',
  订单状态: '已签收',
  订单来源: '线上',
  支付状态: '已支付',
  姓名: '测试张三',
  手机号: '13800138000',
  身份证号: '110101199003077715',
  商户名称: '测试便利店',
  统一社会信用代码: '91350100M000100Y43',
  商户号: '102581083986056',
  SN号: 'TEST-SN 0001',
  '押金（元）': '299.00',
  '服务费（元）': '99',
  '订单金额（元）': '398.00',
  费率: '0.6%',
  发货时间: '2026-11-02',
  签收时间: '2026-11-05 09:00',
  激活时间: '',
  交易笔数: '3',
  业务员: '',
  代理商: '测试代理',
  结算卡号: '6222021234567894',
  收货地址: '北京市东城区测试路1号',
} as const;

const TXN = {
  订单号: 'T202611170001',
  交易时间: '20261117102605',
  '交易金额（分）': '29900',
  交易类型: '消费',
  交易状态: '交易成功',
  支付方式: '银行卡',
  结算状态: '未结算',
  商户号: '102581083986056',
  商户名称: '测试便利店',
  终端号: '10000001',
  批次号: '000012',
  凭证号: '000123',
  参考号: '123456789012',
  授权码: '00A123',
  卡号: '6228480012345678903',
  '已退金额（分）': '0',
} as const;

const TEMPLATES = { terminal_application: APPLICATION, acquiring_txn: TXN } as const;

function planOf(kind: OrderKind, header: readonly string[]): RowPlan {
  const guessed = guessMapping([{ line: 1, cells: header }], kind, () => null);
  if (!guessed.ok) throw new Error(guessed.refusal.code);
  return planRows(guessed.value, guessed.value.header);
}

function parse(kind: OrderKind, changes: Readonly<Record<string, string>> = {}): ParsedRow {
  const cells: Record<string, string> = { ...TEMPLATES[kind], ...changes };
  return parseRow({ line: 7, cells: Object.values(cells) }, planOf(kind, Object.keys(cells)), NOW);
}

function orderOf(parsed: ParsedRow): Extract<ParsedRow, { outcome: 'order' }>['input'] {
  if (parsed.outcome !== 'order') throw new Error(JSON.stringify(parsed));
  return parsed.input;
}

function problemsOf(parsed: ParsedRow): readonly RowProblem[] {
  return parsed.outcome === 'bad' ? parsed.problems : [];
}

describe('a good row', () => {
  it('becomes a terminal application', () => {
    const { order, party } = orderOf(parse('terminal_application'));

    expect(order).toMatchObject({
      kind: 'terminal_application',
      orderNo: 'A202611170001',
      orderedAt: Date.UTC(2026, 10, 1, 2, 26, 5),
      originChannel: 'online',
      status: 'delivered',
      paymentStatus: 'paid',
      terminalStatus: 'transacting',
      seller: { type: 'sales_agent', name: '测试代理' },
      terminalSns: ['TESTSN0001'],
      components: [
        { type: 'deposit', amountFen: 29_900, payeeType: 'agent_company' },
        { type: 'service_fee', amountFen: 9900, payeeType: 'agent_company' },
      ],
      feeRateBps: 60,
      exclusionConfirmed: false,
    });
    expect(party).toMatchObject({ buyerType: 'company', mobile: '13800138000', settlementCardLast4: '7894' });
  });

  it('becomes an acquiring order that keeps six and four of a card number', () => {
    const { order } = orderOf(parse('acquiring_txn'));

    expect(order).toMatchObject({
      kind: 'acquiring_txn',
      orderedAt: Date.UTC(2026, 10, 17, 2, 26, 5),
      amountFen: 29_900,
      state: 'approved_unsettled',
      tender: 'bank_card',
      voucherNo: '000123',
      cardFirst6: '622848',
      cardLast4: '8903',
    });
    expect(JSON.stringify(order)).not.toContain('6228480012345678903');
  });

  it.each(['`', "'", '\t', '="', '＇'])('is the same when its numbers are guarded by %j', (guard) => {
    const close = guard === '="' ? '"' : '';
    const guarded = Object.fromEntries(
      ['申请单号', '手机号', '身份证号', '商户号', '统一社会信用代码'].map((header) => [
        header,
        guard + APPLICATION[header as keyof typeof APPLICATION] + close,
      ]),
    );

    const parsed = parse('terminal_application', guarded);

    expect(parsed).toEqual(parse('terminal_application'));
  });

  it('is the same in full-width digits', () => {
    const wide = (text: string): string =>
      text.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    const changes = Object.fromEntries(Object.entries(TXN).map(([header, cell]) => [header, wide(cell)]));

    const parsed = parse('acquiring_txn', changes);

    expect(parsed).toEqual(parse('acquiring_txn'));
  });

  it.each([
    '2026-11-17 10:26:05',
    '2026/11/17 10:26:05',
    '2026.11.17 10:26:05',
    '20261117102605',
    '2026年11月17日 10时26分05秒',
    '2026-11-17T10:26:05+08:00',
  ])('reads the date %s', (date) => {
    const { order } = orderOf(parse('acquiring_txn', { 交易时间: date }));

    expect(order.orderedAt).toBe(Date.UTC(2026, 10, 17, 2, 26, 5));
  });

  it('reads obfuscated spellings as meant, and a formula as text (X01)', () => {
    const { order, party } = orderOf(
      parse('terminal_application', { 商户名称: '刷ka卡测试店', 姓名: "=cmd|' /C calc'!A0", 代理商: '积芬信xi息公司' }),
    );

    expect(order).toMatchObject({ merchantName: '刷卡测试店', seller: { name: '积分信息公司' } });
    expect(party.personName).toBe("=cmd|' /C calc'!A0");
  });

  it('keeps several terminals of one cell apart', () => {
    const { order } = orderOf(parse('terminal_application', { SN号: 'TEST0001；test-0002、TEST0001' }));

    expect(order).toMatchObject({ terminalSns: ['TEST0001', 'TEST0002'] });
  });

  it.each([
    [{ 统一社会信用代码: '92110101MA0000001P' }, 'bad'],
    [{ 统一社会信用代码: '' }, 'micro_merchant'],
    [{ 统一社会信用代码: '', 商户号: '', 商户名称: '' }, 'consumer'],
  ])('says what sort of buyer %j is', (changes, buyerType) => {
    const parsed = parse('terminal_application', changes);

    expect(parsed.outcome === 'order' ? parsed.input.party.buyerType : parsed.outcome).toBe(buyerType);
  });

  it.each([
    [{ 结算状态: '已结算' }, 'settled'],
    [{ 支付方式: '现金', 结算状态: '已结算' }, 'cash_posted'],
    [{ 支付方式: '现金', 结算状态: '' }, 'cash_open'],
    [{ 结算状态: '已结算', '已退金额（分）': '100' }, 'partially_refunded'],
    [{ 结算状态: '已结算', '已退金额（分）': '29900' }, 'refunded'],
    [{ 交易状态: '处理中' }, 'unknown'],
  ])('puts together the state of %j', (changes, state) => {
    const { order } = orderOf(parse('acquiring_txn', changes));

    expect(order).toMatchObject({ state });
  });

  it('is imported with a warning where a long number ends in zeros beyond the fifteenth digit', () => {
    const parsed = parse('acquiring_txn', { 订单号: '123456789012345000' });

    expect(parsed).toMatchObject({ outcome: 'order', warnings: [{ code: 'rounded_number' }] });
  });
});

describe('a bad row', () => {
  it.each([
    ['terminal_application', { 申请单号: '' }, 'missing_required', 'A', ''],
    ['terminal_application', { 支付状态: '--' }, 'missing_required', 'E', '--'],
    ['terminal_application', { 申请单号: '1.58E+14' }, 'destroyed_number', 'A', '1.58E+14'],
    ['terminal_application', { 手机号: '`1.38E+10' }, 'destroyed_number', 'G', '`1.38E+10'],
    ['terminal_application', { SN号: '#N/A' }, 'cell_error', 'L', '#N/A'],
    ['terminal_application', { 申请时间: '########' }, 'cell_error', 'B', '########'],
    ['terminal_application', { 手机号: '1380013800' }, 'wrong_length', 'G', '1********0'],
    ['terminal_application', { 手机号: '138001380AB' }, 'wrong_characters', 'G', '1*********B'],
    ['terminal_application', { 手机号: '4008001234' }, 'not_a_mobile', 'G', '4********4'],
    ['terminal_application', { 身份证号: '110101199003077716' }, 'bad_checksum', 'H', '1****************6'],
    ['terminal_application', { 身份证号: '990101199003077715' }, 'bad_region', 'H', '9****************5'],
    ['terminal_application', { 身份证号: '110101199013077715' }, 'bad_birth_date', 'H', '1****************5'],
    ['terminal_application', { 统一社会信用代码: '91350100M000100Y44' }, 'bad_checksum', 'J', '91350100M000100Y44'],
    ['terminal_application', { 结算卡号: '6222021234567890' }, 'bad_checksum', 'W', '62************90'],
    ['terminal_application', { 申请时间: '2026-02-30' }, 'impossible_date', 'B', '2026-02-30'],
    ['terminal_application', { 申请时间: '05/06/2026' }, 'ambiguous_date', 'B', '05/06/2026'],
    ['terminal_application', { 申请时间: '上周三' }, 'unknown_date_shape', 'B', '上周三'],
    ['terminal_application', { 申请时间: '1998-01-01' }, 'date_out_of_range', 'B', '1998-01-01'],
    ['terminal_application', { 申请时间: '2027-01-01' }, 'date_in_future', 'B', '2027-01-01'],
    ['terminal_application', { 订单状态: '大概好了' }, 'unknown_word', 'C', '大概好了'],
    ['terminal_application', { '押金（元）': '面议' }, 'bad_amount', 'M', '面议'],
    ['terminal_application', { '押金（元）': '-299' }, 'negative_amount', 'M', '-299'],
    ['terminal_application', { '押金（元）': '299.001' }, 'amount_too_precise', 'M', '299.001'],
    ['terminal_application', { '押金（元）': '99999999999' }, 'amount_too_large', 'M', '99999999999'],
    ['terminal_application', { '押金（元）': '29900分' }, 'unit_conflict', 'M', '29900分'],
    ['terminal_application', { '订单金额（元）': '400' }, 'total_mismatch', 'O', '400'],
    ['terminal_application', { 交易笔数: '三笔' }, 'bad_number', 'T', '三笔'],
    ['terminal_application', { 费率: '面谈' }, 'bad_rate', 'P', '面谈'],
    ['terminal_application', { 商户名称: '测'.repeat(121) }, 'too_long', 'I', '测测***测测测'],
    ['terminal_application', { 签收时间: '2026-10-05' }, 'dates_out_of_order', 'R', '2026-10-05'],
    ['acquiring_txn', { '交易金额（分）': '299.50' }, 'unit_conflict', 'C', '299.50'],
    ['acquiring_txn', { '已退金额（分）': '30000' }, 'refunded_exceeds_amount', 'P', '30000'],
    ['acquiring_txn', { 交易类型: '退货' }, 'not_a_sale', 'D', '退货'],
    ['acquiring_txn', { 交易状态: '部分退款' }, 'missing_required', 'P', '0'],
    ['acquiring_txn', { 支付方式: '', 卡号: '' }, 'missing_required', 'F', ''],
    ['acquiring_txn', { 商户号: '12345' }, 'wrong_length', 'H', '12345'],
    ['acquiring_txn', { 参考号: '12345678901' }, 'wrong_length', 'M', '12345678901'],
    ['acquiring_txn', { 凭证号: '12A456' }, 'wrong_characters', 'L', '12A456'],
  ] as const)('%s %j is refused as %s in column %s, showing %s', (kind, changes, code, letter, shown) => {
    const problems = problemsOf(parse(kind, changes));

    expect(problems.map((problem) => [problem.code, problem.line, problem.letter, problem.valueMasked])).toEqual([
      [code, 7, letter, shown],
    ]);
  });

  it('is refused for an amount whose unit nothing says', () => {
    const cells = {
      订单号: 'T0001',
      交易时间: '2026-11-17',
      交易金额: '29900',
      交易状态: '成功',
      支付方式: '现金',
      商户名称: '测试店',
    };

    const parsed = parseRow({ line: 2, cells: Object.values(cells) }, planOf('acquiring_txn', Object.keys(cells)), NOW);

    expect(problemsOf(parsed)).toMatchObject([{ code: 'ambiguous_unit', field: 'amount' }]);
  });

  it('is refused where nobody is named, and where cells stand beyond the header', () => {
    const nobody = parse('acquiring_txn', { 商户号: '', 商户名称: '' });
    const shifted = parseRow(
      { line: 3, cells: [...Object.values(TXN), '', '多'] },
      planOf('acquiring_txn', Object.keys(TXN)),
      NOW,
    );

    expect(problemsOf(nobody)).toMatchObject([{ code: 'no_party', field: null }]);
    expect(problemsOf(shifted)).toMatchObject([{ code: 'too_many_cells', data: { extra: 1, width: 16 } }]);
  });

  it('tells everything that is wrong at once', () => {
    const problems = problemsOf(parse('terminal_application', { 手机号: '1', 订单状态: '?', '押金（元）': 'x' }));

    expect(problems.map(({ field }) => field)).toEqual(['status', 'deposit', 'mobile']);
  });
});

describe('what is no order', () => {
  it.each([
    [['合计', '', '', '1299.00']],
    [['', '总计：', '3']],
    [['共 3 条记录']],
    [['制表人：测试']],
    [['------------']],
    [[]],
    [['', ' ']],
    [Object.keys(TXN)],
  ])('passes over %j', (cells) => {
    const parsed = parseRow({ line: 9, cells }, planOf('acquiring_txn', Object.keys(TXN)), NOW);

    expect(parsed).toEqual({ outcome: 'not_an_order' });
  });
});

describe('any row', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '1.58E+14',
      '#N/A',
      '2026-13-45',
      '=1+1',
      '😀',
      '\u0000',
      '-',
      '１２３',
      '合计',
      '6222021234567890',
      '9'.repeat(400),
    ),
    ...Object.values(APPLICATION).map((value) => fc.constant(value)),
  );

  it.each(['terminal_application', 'acquiring_txn'] as const)('of a %s file never makes the parser throw', (kind) => {
    const plan = planOf(kind, Object.keys(TEMPLATES[kind]));

    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
        const parsed = parseRow({ line: 1, cells }, plan, NOW);
        expect(['order', 'bad', 'not_an_order']).toContain(parsed.outcome);
        for (const problem of problemsOf(parsed)) expect(ROW_PROBLEM_CODES).toContain(problem.code);
      }),
      { numRuns: 400 },
    );
  });

  it.each(['terminal_application', 'acquiring_txn'] as const)(
    'of a %s file means the same in any order of columns',
    (kind) => {
      const entries = Object.entries(TEMPLATES[kind]);
      const expected = parse(kind);

      fc.assert(
        fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
          const plan = planOf(
            kind,
            shuffled.map(([header]) => header),
          );
          const parsed = parseRow({ line: 7, cells: shuffled.map(([, value]) => value) }, plan, NOW);
          expect(parsed).toEqual(expected);
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('the words of a problem', () => {
  it.each(ROW_PROBLEM_CODES)('for %s are whole in both languages', (code) => {
    const data = {
      field: 'deliveredAt',
      after: 'orderedAt',
      totalFen: 100,
      sumFen: 200,
      amountFen: 1,
      refundedFen: 2,
      firstLine: 4,
      extra: 1,
      width: 3,
      max: 10,
      length: 20,
      expected: 6,
      examples: '已签收',
      reason: 'damaged',
    };

    const sentences = (['zh', 'en'] as const).map((language) => describeProblem({ code, data }, language));

    for (const { what, fix } of sentences) {
      expect(what.length).toBeGreaterThan(0);
      expect(fix.length).toBeGreaterThan(0);
      expect(what + fix).not.toMatch(/\{\{|undefined/u);
    }
  });

  it('name fields by their labels and money in yuan', () => {
    const late = describeProblem(
      { code: 'dates_out_of_order', data: { field: 'deliveredAt', after: 'shippedAt' } },
      'zh',
    );
    const sum = describeProblem({ code: 'total_mismatch', data: { totalFen: 40_000, sumFen: 39_800 } }, 'en');

    expect(late.what).toBe('“签收时间”早于“发货时间”');
    expect(sum.what).toContain('¥400.00');
  });
});
