/**
 * The demonstration's orders: both kinds, every state, times relative to now, so that the same story can be told on any day.
 * The first thirty or so are the ones that stories are told about; the rest fill the lists.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../domain/kernel/units.ts';
import type { OrderInput } from '../../domain/orders/order-input.ts';
import {
  APPLICATION_STATUSES,
  TENDERS,
  TXN_STATES,
  type AcquiringTxnOrder,
  type ApplicationStatus,
  type BuyerType,
  type Tender,
  type TerminalApplicationOrder,
  type TxnState,
} from '../../domain/orders/order.ts';
import { formatInstant } from '../../domain/text/instant.ts';
import { at, merchantName, merchantNo, mobile, personName, PLACES, residentId, terminalSn, uscc } from './made-up.ts';

type Application = Omit<TerminalApplicationOrder, 'partyId' | 'observation' | 'observedAt'>;
type Transaction = Omit<AcquiringTxnOrder, 'partyId' | 'observation' | 'observedAt'>;

const BUYERS: readonly BuyerType[] = ['sole_trader', 'micro_merchant', 'consumer', 'company'];
const SHIPPED: ReadonlySet<ApplicationStatus> = new Set([
  'shipped',
  'delivered',
  'active',
  'terminating',
  'terminated',
  'exception',
]);
const DELIVERED: ReadonlySet<ApplicationStatus> = new Set(['delivered', 'active', 'terminating', 'terminated']);

/** The customer of that index. About 700 customers share the demonstration's orders. */
function party(index: number, buyerType: BuyerType): OrderInput['party'] {
  const place = at(PLACES, index);
  return {
    buyerType,
    personName: personName(index),
    merchantName: buyerType === 'consumer' ? null : merchantName(index),
    mobile: mobile(index),
    idNo: residentId(index),
    uscc: buyerType === 'company' || buyerType === 'sole_trader' ? uscc(index) : null,
    merchantNo: merchantNo(index),
    settlementCardLast4: String(1000 + (index % 9000)),
    settlementBank: '演示银行',
    region: place.region,
    address: `${place.address}${index + 1}号`,
  };
}

function number(prefix: string, orderedAt: UtcMs, index: number): string {
  return `${prefix}${formatInstant(orderedAt).slice(0, 10).replaceAll('-', '')}${String(index).padStart(6, '0')}`;
}

function terminalStatusOf(status: ApplicationStatus): Application['terminalStatus'] {
  if (status === 'allocated') return 'allocated';
  if (status === 'shipped') return 'in_transit';
  if (status === 'delivered') return 'delivered';
  if (status === 'active') return 'bound';
  if (status === 'terminating') return 'unbind_requested';
  if (status === 'terminated') return 'returned';
  return status === 'exception' ? 'lost' : 'unallocated';
}

interface ApplicationStory extends Partial<Application> {
  readonly customer: number;
  readonly buyer?: BuyerType;
  readonly status: ApplicationStatus;
  /** How long ago it was ordered, and signed for where it was. */
  readonly orderedDaysAgo: number;
  readonly deliveredDaysAgo?: number;
}

export function demoApplication(index: number, now: UtcMs, story: ApplicationStory): OrderInput {
  const { customer, buyer = at(BUYERS, customer), status, orderedDaysAgo, deliveredDaysAgo, ...more } = story;
  const orderedAt = now - orderedDaysAgo * DAY_MS - (index % 9) * HOUR_MS;
  const deliveredAt = DELIVERED.has(status)
    ? now - (deliveredDaysAgo ?? Math.max(0.5, orderedDaysAgo - 3)) * DAY_MS
    : null;
  const shippedAt = SHIPPED.has(status) ? orderedAt + DAY_MS / 2 : null;
  const active = status === 'active' || status === 'terminating' || status === 'terminated';
  const allocated = SHIPPED.has(status) || status === 'allocated';
  const owner = party(customer, buyer);
  return {
    party: owner,
    order: {
      kind: 'terminal_application',
      orderNo: number('SO', orderedAt, index),
      buyerType: buyer,
      merchantNo: owner.merchantNo,
      merchantName: owner.merchantName,
      pspName: '演示支付（虚构机构）',
      pspLicenceNo: 'Z0000000000000',
      orderedAt,
      originChannel: at(['online', 'online', 'phone', 'store', 'agent_sold'] as const, index),
      seller: index % 5 === 4 ? { type: 'sales_agent', name: '样例代理有限公司' } : { type: 'direct', name: null },
      product: '智能POS',
      model: at(['智能POS A1', '传统POS T2', '扫码盒 Q3'], index),
      status,
      paymentStatus: status === 'cancelled' || status === 'terminated' ? 'refunded' : 'paid',
      terminalStatus: terminalStatusOf(status),
      terminalSns: allocated ? [terminalSn(index)] : [],
      components: [
        {
          type: 'deposit',
          amountFen: at([29_900, 19_900, 9_900], index),
          payeeType: 'institution',
          paidVia: at(['wechat', 'alipay', 'bank_card'], index),
        },
        ...(index % 4 === 0
          ? ([{ type: 'service_fee', amountFen: 9_900, payeeType: 'institution', paidVia: 'wechat' }] as const)
          : []),
      ],
      feeRateBps: 60,
      contractNo: `HT${String(index).padStart(8, '0')}`,
      trackingNo: shippedAt === null ? null : `YSD${String(100_000_000 + index)}`,
      shippedAt,
      deliveredAt,
      boundAt: active && deliveredAt !== null ? deliveredAt + HOUR_MS : null,
      activatedAt: active && deliveredAt !== null ? deliveredAt + 2 * HOUR_MS : null,
      activatedBy: active ? 'customer' : null,
      firstTxnAt: active && deliveredAt !== null ? deliveredAt + DAY_MS / 2 : null,
      txnCount: active ? 12 : 0,
      txnAmountFen: active ? 300_000 : 0,
      exclusionConfirmed: false,
      deployAddress: active ? owner.address : null,
      ...more,
    },
  };
}

interface TransactionStory extends Partial<Transaction> {
  readonly customer: number;
  readonly tender: Tender;
  readonly state: TxnState;
  readonly minutesAgo: number;
}

export function demoTransaction(index: number, now: UtcMs, story: TransactionStory): OrderInput {
  const { customer, tender, state, minutesAgo, ...more } = story;
  const orderedAt = now - minutesAgo * MINUTE_MS;
  const buyer = at(['sole_trader', 'micro_merchant', 'company'] as const, customer);
  const owner = party(customer, buyer);
  const amountFen = more.amountFen ?? 5_000 + (index % 60) * 1_250;
  const card = tender === 'bank_card' || tender === 'foreign_card';
  const settled = ['settled', 'partially_refunded', 'refunded', 'disputed', 'charged_back'].includes(state);
  return {
    party: owner,
    order: {
      kind: 'acquiring_txn',
      orderNo: number('AT', orderedAt, index),
      buyerType: buyer,
      merchantNo: owner.merchantNo,
      merchantName: owner.merchantName,
      pspName: '演示支付（虚构机构）',
      pspLicenceNo: 'Z0000000000000',
      orderedAt,
      tender,
      state,
      amountFen,
      refundedFen: state === 'refunded' ? amountFen : state === 'partially_refunded' ? Math.floor(amountFen / 4) : 0,
      terminalNo: String(10_000_000 + (customer % 9_000_000)),
      terminalSn: terminalSn(50_000 + customer),
      batchNo: tender === 'cash' ? null : String(index % 1_000_000).padStart(6, '0'),
      voucherNo: tender === 'cash' ? null : String((index * 7) % 1_000_000).padStart(6, '0'),
      rrn: tender === 'cash' ? null : String(index * 13).padStart(12, '0'),
      authCode: card ? String((index * 3) % 1_000_000).padStart(6, '0') : null,
      responseCode: state === 'failed' ? '51' : '00',
      cardFirst6: card ? '622202' : null,
      cardLast4: card ? String(1000 + (index % 9000)) : null,
      acquirer: '演示收单',
      acquirerTradeNo: tender === 'cash' ? null : `DEMO${String(index).padStart(12, '0')}`,
      settledAt: settled ? orderedAt + DAY_MS : null,
      autoGenerated: false,
      ...more,
    },
  };
}

/** The orders that stories are told about, by name. */
export function storyOrders(now: UtcMs) {
  return {
    justSubmitted: demoApplication(1, now, {
      customer: 0,
      status: 'submitted',
      orderedDaysAgo: 0.3,
      originChannel: 'online',
    }),
    withinSevenDays: demoApplication(2, now, {
      customer: 1,
      buyer: 'sole_trader',
      status: 'delivered',
      orderedDaysAgo: 8,
      deliveredDaysAgo: 5,
      originChannel: 'online',
      seller: { type: 'direct', name: null },
      components: [{ type: 'deposit', amountFen: 29_900, payeeType: 'institution', paidVia: 'wechat' }],
    }),
    lateReturn: demoApplication(3, now, {
      customer: 2,
      buyer: 'consumer',
      status: 'delivered',
      orderedDaysAgo: 15,
      deliveredDaysAgo: 12,
      originChannel: 'online',
    }),
    inUse: demoApplication(4, now, {
      customer: 3,
      status: 'active',
      terminalStatus: 'transacting',
      orderedDaysAgo: 60,
      deliveredDaysAgo: 55,
    }),
    activatedBySalesperson: demoApplication(5, now, {
      customer: 4,
      status: 'active',
      terminalStatus: 'activated',
      orderedDaysAgo: 9,
      deliveredDaysAgo: 6,
      activatedBy: 'salesperson',
      firstTxnAt: null,
      txnCount: 0,
      txnAmountFen: 0,
      originChannel: 'online',
    }),
    paidToSalesperson: demoApplication(6, now, {
      customer: 5,
      status: 'delivered',
      orderedDaysAgo: 10,
      deliveredDaysAgo: 4,
      originChannel: 'agent_sold',
      seller: { type: 'salesperson', name: '业务员演示甲' },
      components: [{ type: 'deposit', amountFen: 29_900, payeeType: 'individual', paidVia: 'wechat' }],
    }),
    onTheWay: demoApplication(7, now, { customer: 6, status: 'shipped', orderedDaysAgo: 2, originChannel: 'online' }),
    company: demoApplication(8, now, {
      customer: 7,
      buyer: 'company',
      status: 'delivered',
      orderedDaysAgo: 9,
      deliveredDaysAgo: 6,
      originChannel: 'online',
    }),
    secondSubmitted: demoApplication(9, now, {
      customer: 8,
      status: 'submitted',
      orderedDaysAgo: 0.2,
      originChannel: 'online',
    }),
    thirdDelivered: demoApplication(10, now, {
      customer: 9,
      buyer: 'micro_merchant',
      status: 'delivered',
      orderedDaysAgo: 6,
      deliveredDaysAgo: 3,
      originChannel: 'online',
    }),
    sameDayCard: demoTransaction(11, now, {
      customer: 10,
      tender: 'bank_card',
      state: 'approved_unsettled',
      minutesAgo: 50,
      amountFen: 50_000,
    }),
    settledCard: demoTransaction(12, now, {
      customer: 11,
      tender: 'bank_card',
      state: 'settled',
      minutesAgo: 3 * 1440,
      amountFen: 120_000,
    }),
    cashToday: demoTransaction(13, now, {
      customer: 12,
      tender: 'cash',
      state: 'cash_open',
      minutesAgo: 80,
      amountFen: 8_800,
    }),
    outcomeUnknown: demoTransaction(14, now, {
      customer: 13,
      tender: 'qr_wallet',
      state: 'unknown',
      minutesAgo: 20,
      amountFen: 16_800,
    }),
    autoGenerated: demoTransaction(15, now, {
      customer: 14,
      tender: 'bank_card',
      state: 'settled',
      minutesAgo: 5 * 1440,
      autoGenerated: true,
      amountFen: 66_600,
    }),
    lastMonth: demoApplication(16, now, {
      customer: 15,
      buyer: 'micro_merchant',
      status: 'delivered',
      orderedDaysAgo: 12,
      deliveredDaysAgo: 9,
      originChannel: 'online',
    }),
    toBeLocked: demoApplication(17, now, {
      customer: 16,
      status: 'delivered',
      orderedDaysAgo: 7,
      deliveredDaysAgo: 3,
      originChannel: 'online',
    }),
    unverified: demoApplication(18, now, {
      customer: 17,
      status: 'delivered',
      orderedDaysAgo: 9,
      deliveredDaysAgo: 2,
      originChannel: 'phone',
    }),
    keptAfterAll: demoApplication(19, now, {
      customer: 18,
      buyer: 'sole_trader',
      status: 'delivered',
      orderedDaysAgo: 6,
      deliveredDaysAgo: 3,
      originChannel: 'online',
    }),
    neverCameBack: demoApplication(20, now, {
      customer: 19,
      status: 'delivered',
      orderedDaysAgo: 16,
      deliveredDaysAgo: 11,
      originChannel: 'phone',
    }),
    largeCard: demoTransaction(21, now, {
      customer: 720,
      tender: 'bank_card',
      state: 'settled',
      minutesAgo: 4 * 1440,
      amountFen: 680_000,
    }),
  } as const;
}

const STORIES = 100;
const CUSTOMERS = 700;

/** The rest, `count` orders: every status and state in turn, spread over the last half year. */
export function* fillerOrders(count: number, now: UtcMs): Generator<OrderInput> {
  for (let n = 0; n < count; n += 1) {
    const index = STORIES + n;
    const customer = 20 + ((n * 37) % CUSTOMERS);
    if (n % 5 < 3) {
      const status = at(APPLICATION_STATUSES, n);
      yield demoApplication(index, now, { customer, status, orderedDaysAgo: 1 + ((n * 11) % 180) });
    } else {
      const state = at(TXN_STATES, Math.floor(n / 5) * 2 + (n % 5));
      const cash = state.startsWith('cash');
      yield demoTransaction(index, now, {
        customer,
        state,
        tender: cash
          ? 'cash'
          : at(
              TENDERS.filter((tender) => tender !== 'cash'),
              n,
            ),
        minutesAgo: 30 + ((n * 97) % 180) * 1440,
      });
    }
  }
}
