import type {
  MoneyComponent,
  MoneyComponentType,
  PayeeType,
  Seller,
  TerminalApplicationOrder,
  TerminalStatus,
} from '../order.ts';
import type { OrderInput } from '../order-input.ts';
import { readParty } from './assemble-party.ts';
import {
  readAmount,
  readCount,
  readIdentifier,
  readInstant,
  readOrderNo,
  readRate,
  readTerminalSns,
  readText,
  readWord,
} from './read-cell.ts';
import type { RowReader } from './row-reader.ts';

const COMPONENTS = [
  ['devicePrice', 'device_price'],
  ['deposit', 'deposit'],
  ['serviceFee', 'service_fee'],
  ['dataFee', 'data_fee'],
] as const;

/** In the order in which they happen: none may lie before one above it. */
const MILESTONES = ['orderedAt', 'shippedAt', 'deliveredAt', 'boundAt', 'activatedAt', 'firstTxnAt'] as const;
/** Some systems bind in the warehouse, before the parcel leaves. */
const ANY_TIME_AFTER_ORDER = new Set<string>(['boundAt']);

type Application = Omit<TerminalApplicationOrder, 'partyId' | 'observation' | 'observedAt'>;

/** A row of a terminal application file; null where a required value could not be read. Problems are in the reader. */
export function assembleApplication(reader: RowReader): OrderInput | null {
  const text = (field: string): string | null => reader.read(field, (cell, { maxLength }) => readText(cell, maxLength));
  const identifier = (field: string): string | null =>
    reader.read(field, (cell, { maxLength }) => readIdentifier(cell, maxLength));
  const instant = (field: string): number | null => reader.read(field, (cell) => readInstant(cell, reader.now));

  const orderNo = reader.read('orderNo', (cell, { maxLength }) => readOrderNo(cell, maxLength));
  const status = reader.read('status', (cell) => readWord(cell, 'status'));
  const originChannel = reader.read('originChannel', (cell) => readWord(cell, 'originChannel'));
  const paymentStatus = reader.read('paymentStatus', (cell) => readWord(cell, 'paymentStatus'));
  const times = Object.fromEntries(MILESTONES.map((field) => [field, instant(field)])) as Record<
    (typeof MILESTONES)[number],
    number | null
  >;
  checkOrderOfTimes(reader, times);
  const seller = readSeller(text('agentName'), text('salesperson'));
  const paidVia = text('paidVia');
  const components = readComponents(reader, seller, paidVia);
  const terminalSns = reader.read('terminalSns', readTerminalSns) ?? [];
  const txnCount = reader.read('txnCount', readCount) ?? 0;
  const txnAmountFen = reader.read('txnAmount', (cell, _, unit) => readAmount(cell, unit)) ?? 0;
  const statedTerminalStatus = reader.read('terminalStatus', (cell) => readWord(cell, 'terminalStatus'));
  const feeRateBps = reader.read('feeRate', readRate);
  const activatedBy = reader.read('activatedBy', (cell) => readWord(cell, 'activatedBy'));
  const excluded = reader.read('exclusionConfirmed', (cell) => readWord(cell, 'exclusionConfirmed'));
  const more = {
    product: text('product'),
    model: text('model'),
    contractNo: identifier('contractNo'),
    trackingNo: identifier('trackingNo'),
    deployAddress: text('deployAddress'),
    pspName: text('pspName'),
    pspLicenceNo: identifier('pspLicenceNo'),
  };
  const party = readParty(reader);
  const { orderedAt } = times;
  if (
    orderNo === null ||
    orderedAt === null ||
    status === null ||
    originChannel === null ||
    paymentStatus === null ||
    !party
  )
    return null;
  const order: Application = {
    kind: 'terminal_application',
    orderNo,
    buyerType: party.buyerType,
    merchantNo: party.merchantNo,
    merchantName: party.merchantName,
    ...more,
    ...times,
    orderedAt,
    originChannel,
    seller,
    status,
    paymentStatus,
    terminalStatus: statedTerminalStatus ?? terminalStatusFrom(status, times, terminalSns.length, txnCount),
    terminalSns,
    components,
    feeRateBps,
    activatedBy,
    txnCount,
    txnAmountFen,
    exclusionConfirmed: excluded === 'yes',
  };
  return { order, party };
}

function readSeller(agentName: string | null, salesperson: string | null): Seller {
  if (salesperson !== null) return { type: 'salesperson', name: salesperson };
  return agentName === null ? { type: 'direct', name: null } : { type: 'sales_agent', name: agentName };
}

/** Who took the money where the file does not say: the seller, as far as one is named. */
const PAYEE_OF_SELLER: Readonly<Record<Seller['type'], PayeeType>> = {
  direct: 'institution',
  sales_agent: 'agent_company',
  salesperson: 'individual',
};

function readComponents(reader: RowReader, seller: Seller, paidVia: string | null): readonly MoneyComponent[] {
  const payeeType = reader.read('payeeType', (cell) => readWord(cell, 'payeeType')) ?? PAYEE_OF_SELLER[seller.type];
  const amounts: [MoneyComponentType, number][] = [];
  for (const [field, type] of COMPONENTS) {
    const amountFen = reader.read(field, (cell, _, unit) => readAmount(cell, unit));
    if (amountFen !== null && amountFen > 0) amounts.push([type, amountFen]);
  }
  const total = reader.read('orderAmount', (cell, _, unit) => readAmount(cell, unit));
  const broken = COMPONENTS.some(([field]) => reader.wasNoted(field));
  if (total !== null && !broken) {
    const sum = amounts.reduce((all, [, amountFen]) => all + amountFen, 0);
    // Without a breakdown the one amount is the price of what was ordered.
    if (amounts.length === 0 && total > 0) amounts.push(['device_price', total]);
    else if (sum !== total) reader.note('orderAmount', 'total_mismatch', { totalFen: total, sumFen: sum });
  }
  return amounts.map(([type, amountFen]) => ({ type, amountFen, payeeType, paidVia }));
}

function checkOrderOfTimes(reader: RowReader, times: Record<(typeof MILESTONES)[number], number | null>): void {
  let latest: { field: string; at: number } | null = null;
  for (const field of MILESTONES) {
    const at = times[field];
    if (at === null) continue;
    const before = ANY_TIME_AFTER_ORDER.has(field) ? bound(times.orderedAt) : latest;
    // A day without a time of day counts as the whole day.
    if (before && at < before.at && !isSameShanghaiDay(at, before.at)) {
      reader.note(field, 'dates_out_of_order', { field, after: before.field });
    }
    if (!ANY_TIME_AFTER_ORDER.has(field) && (!latest || at > latest.at)) latest = { field, at };
  }
}

function bound(orderedAt: number | null): { field: string; at: number } | null {
  return orderedAt === null ? null : { field: 'orderedAt', at: orderedAt };
}

function isSameShanghaiDay(one: number, other: number): boolean {
  const day = (at: number): number => Math.floor((at + 8 * 3_600_000) / 86_400_000);
  return day(one) === day(other);
}

/** Where no column says it: what the milestones of the row amount to. */
function terminalStatusFrom(
  status: Application['status'],
  times: Record<(typeof MILESTONES)[number], number | null>,
  terminals: number,
  txnCount: number,
): TerminalStatus {
  if (status === 'terminated') return 'unbound';
  if (times.firstTxnAt !== null || txnCount > 0) return 'transacting';
  if (times.activatedAt !== null || status === 'active') return 'activated';
  if (times.boundAt !== null) return 'bound';
  if (times.deliveredAt !== null || status === 'delivered') return 'delivered';
  if (times.shippedAt !== null || status === 'shipped') return 'in_transit';
  return terminals > 0 ? 'allocated' : 'unallocated';
}
