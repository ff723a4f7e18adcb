/** The fields of an order as they are shown: in what format, masked where they are personal, and what a reveal is asked by. */
import type { OrderView } from '../../contract/desk-api/orders.ts';
import type { REVEAL_FIELDS } from '../../contract/desk-api/people.ts';
import {
  maskAddress,
  maskCard,
  maskIdNo,
  maskMerchantName,
  maskMobile,
  maskName,
  maskSn,
} from '../../domain/identifiers/mask.ts';
import type {
  AcquiringTxnOrder,
  Order,
  PartyRecord,
  Seller,
  TerminalApplicationOrder,
} from '../../domain/orders/order.ts';
import { maskedBy } from './masked.ts';

type Field = OrderView['fields'][number];
type Value = Field['value'];

const field = (key: string, value: Value, format: Field['format']): Field => ({ key, value, format, reveal: null });
const text = (key: string, value: string | null): Field => field(key, value, 'text');
const word = (key: string, value: string | null): Field => field(key, value, 'enum');
const instant = (key: string, value: number | null): Field => field(key, value, 'instant');
const money = (key: string, value: number | null): Field => field(key, value, 'money');

function hidden(key: (typeof REVEAL_FIELDS)[number], value: string | null, mask: (value: string) => string): Field {
  const masked = maskedBy(mask, value);
  return { key, value: masked, format: 'masked', reveal: masked === null ? null : key };
}

const merchantName = (order: Order, party: PartyRecord | null): Field =>
  hidden('merchantName', order.merchantName ?? party?.merchantName ?? null, maskMerchantName);

function snsOf(order: Order): readonly string[] {
  if (order.kind === 'terminal_application') return order.terminalSns;
  return order.terminalSn === null ? [] : [order.terminalSn];
}

const terminalSn = (order: Order): Field => {
  const sns = snsOf(order);
  const masked = sns.map(maskSn).join('、');
  return {
    key: 'terminalSn',
    value: masked === '' ? null : masked,
    format: 'masked',
    reveal: masked === '' ? null : 'terminalSn',
  };
};

/** A salesperson is a person; a company that sells is not. */
function sellerName({ type, name }: Seller): string | null {
  return type === 'salesperson' ? maskedBy(maskName, name) : name;
}

function paidFen(order: TerminalApplicationOrder): number {
  return order.paymentStatus === 'unpaid' ? 0 : order.components.reduce((sum, part) => sum + part.amountFen, 0);
}

/** The line above the steps: at most five fields, those that a verdict most often turns on. */
export function headlineOf(order: Order, party: PartyRecord | null): Field[] {
  if (order.kind === 'acquiring_txn') {
    return [
      merchantName(order, party),
      word('state', order.state),
      instant('txnTime', order.orderedAt),
      word('tender', order.tender),
      money('amountFen', order.amountFen),
    ];
  }
  const arrived =
    order.deliveredAt === null ? instant('orderedAt', order.orderedAt) : instant('deliveredAt', order.deliveredAt);
  return [
    merchantName(order, party),
    word('status', order.status),
    arrived,
    terminalSn(order),
    money('paidFen', paidFen(order)),
  ];
}

export function fieldsOf(order: Order, party: PartyRecord | null): Field[] {
  return [
    ...(order.kind === 'terminal_application' ? applicationFields(order) : transactionFields(order)),
    ...partyFields(order, party),
  ];
}

function applicationFields(order: TerminalApplicationOrder): Field[] {
  return [
    word('status', order.status),
    word('paymentStatus', order.paymentStatus),
    word('terminalStatus', order.terminalStatus),
    instant('orderedAt', order.orderedAt),
    money('paidFen', paidFen(order)),
    word('originChannel', order.originChannel),
    word('sellerType', order.seller.type),
    text('sellerName', sellerName(order.seller)),
    text('product', order.product),
    text('model', order.model),
    terminalSn(order),
    text('contractNo', order.contractNo),
    field('feeRateBps', order.feeRateBps, 'bps'),
    text('trackingNo', order.trackingNo),
    instant('shippedAt', order.shippedAt),
    instant('deliveredAt', order.deliveredAt),
    instant('boundAt', order.boundAt),
    instant('activatedAt', order.activatedAt),
    word('activatedBy', order.activatedBy),
    instant('firstTxnAt', order.firstTxnAt),
    field('txnCount', order.txnCount, 'text'),
    money('txnAmountFen', order.txnAmountFen),
    hidden('deployAddress', order.deployAddress, maskAddress),
    ...payingFields(order),
  ];
}

function transactionFields(order: AcquiringTxnOrder): Field[] {
  const card = order.cardLast4 === null ? null : maskCard({ first6: order.cardFirst6, last4: order.cardLast4 });
  return [
    word('state', order.state),
    instant('txnTime', order.orderedAt),
    word('tender', order.tender),
    money('amountFen', order.amountFen),
    money('refundedFen', order.refundedFen),
    // Six and four digits are all that is kept of a card: there is nothing behind them to reveal.
    { key: 'card', value: card, format: 'masked', reveal: null },
    text('terminalNo', order.terminalNo),
    terminalSn(order),
    text('batchNo', order.batchNo),
    text('voucherNo', order.voucherNo),
    text('rrn', order.rrn),
    text('authCode', order.authCode),
    text('responseCode', order.responseCode),
    text('acquirer', order.acquirer),
    text('acquirerTradeNo', order.acquirerTradeNo),
    instant('settledAt', order.settledAt),
    ...payingFields(order),
  ];
}

function payingFields(order: Order): Field[] {
  return [text('pspName', order.pspName), text('pspLicenceNo', order.pspLicenceNo)];
}

/** Whose order it is. The settlement card stays away altogether: its digits are what a caller is asked for. */
function partyFields(order: Order, party: PartyRecord | null): Field[] {
  return [
    word('buyerType', order.buyerType),
    hidden('personName', party?.personName ?? null, maskName),
    merchantName(order, party),
    text('merchantNo', order.merchantNo ?? party?.merchantNo ?? null),
    hidden('mobile', party?.mobile ?? null, maskMobile),
    hidden('idNo', party?.idNo ?? null, maskIdNo),
    text('uscc', party?.uscc ?? null),
    text('region', party?.region ?? null),
    hidden('address', party?.address ?? null, maskAddress),
  ];
}
