/** Orders of both kinds in any number, the same for the same number, with skewed names; visibly fake, check digits right. */
import type { OrderInput } from '../../domain/orders/order-input.ts';

export const GENERATED_FROM = Date.UTC(2024, 0, 1);
/** Surnames in about the shares they have: the first on seven names of a hundred. */
const SURNAMES = (
  '王'.repeat(7) +
  '李'.repeat(7) +
  '张'.repeat(7) +
  '刘'.repeat(5) +
  '陈'.repeat(5) +
  '杨杨杨黄黄赵赵吴吴周周徐徐孙孙马马朱朱胡胡郭何高林郑罗梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢' +
  '傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷单解'
).split('');
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国文华玉兰'.split('');
const PLACES = ['杭州', '西湖', '重庆', '成都', '广州', '长沙', '厦门', '青岛'];
const TRADES = ['便利店', '面馆', '水果店', '服装店', '五金行', '奶茶铺', '药房', 'KFC加盟店'];
const MINUTE = 60_000;

/** A small generator with a seed (mulberry32): numbers from 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const chosen = from[Math.floor(random() ** 2 * from.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Another one for each of the first sixteen million. */
function residentId(index: number): string {
  const [birth, sequence] = [Math.floor(index / 1000), index % 1000];
  const [year, month, day] = [
    1950 + (Math.floor(birth / 336) % 50),
    1 + (Math.floor(birth / 28) % 12),
    1 + (birth % 28),
  ];
  const body = `110101${year}${digits(month, 2)}${digits(day, 2)}${digits(sequence, 3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, position) => total + weight * Number(body.charAt(position)), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

function pickEvenly<T>(random: () => number, from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

/** The order of that index; about one party in three orders, two kinds in turn. */
export function generatedOrder(index: number): OrderInput {
  const random = seeded(index + 1);
  const partyIndex = Math.floor(index / 3);
  const ofParty = seeded(1_000_003 + partyIndex);
  const personName = `测试${pickEvenly(ofParty, SURNAMES)}${pick(ofParty, GIVEN)}${ofParty() < 0.6 ? pick(ofParty, GIVEN) : ''}`;
  const merchantName = `测试${pick(ofParty, PLACES)}${pick(ofParty, TRADES)}${partyIndex % 97}号`;
  const merchantNo = `822${digits(partyIndex, 12)}`;
  const party: OrderInput['party'] = {
    buyerType: 'micro_merchant',
    personName,
    merchantName,
    mobile: `199${digits(partyIndex % 100_000_000, 8)}`,
    idNo: residentId(partyIndex),
    uscc: null,
    merchantNo,
    settlementCardLast4: digits(partyIndex % 10_000, 4),
    settlementBank: '测试银行',
    region: '测试省',
    address: '测试路1号',
  };
  const base = {
    buyerType: 'micro_merchant',
    merchantNo,
    merchantName,
    pspName: '测试支付',
    pspLicenceNo: null,
    // Not in order of index: an import rarely is.
    orderedAt: GENERATED_FROM + Math.floor(random() * 600_000) * MINUTE,
  } as const;
  if (index % 2 === 0) {
    return {
      party,
      order: {
        ...base,
        kind: 'terminal_application',
        orderNo: `TA${digits(index, 8)}`,
        originChannel: 'online',
        seller: { type: 'direct', name: null },
        product: '测试终端',
        model: 'T1',
        status: 'delivered',
        paymentStatus: 'paid',
        terminalStatus: 'delivered',
        terminalSns: [`TESTSN${digits(index, 10)}`],
        components: [{ type: 'deposit', amountFen: 29_900, payeeType: 'institution', paidVia: null }],
        feeRateBps: 60,
        contractNo: null,
        trackingNo: `SF${digits(index, 12)}`,
        shippedAt: null,
        deliveredAt: null,
        boundAt: null,
        activatedAt: null,
        activatedBy: null,
        firstTxnAt: null,
        txnCount: 0,
        txnAmountFen: 0,
        exclusionConfirmed: false,
        deployAddress: null,
      },
    };
  }
  return {
    party,
    order: {
      ...base,
      kind: 'acquiring_txn',
      orderNo: `TX-${digits(index, 10)}`,
      tender: 'bank_card',
      state: 'settled',
      amountFen: 100 + (index % 100_000),
      refundedFen: 0,
      terminalNo: digits(partyIndex % 100_000_000, 8),
      terminalSn: `TESTSN${digits(index - 1, 10)}`,
      batchNo: '000001',
      voucherNo: digits(index % 1_000_000, 6),
      rrn: digits(index, 12),
      authCode: null,
      responseCode: '00',
      cardFirst6: '622202',
      cardLast4: digits(Math.floor(random() * 10_000), 4),
      acquirer: null,
      acquirerTradeNo: null,
      settledAt: null,
      autoGenerated: false,
    },
  };
}
