/**
 * What a caller says against what is on record, inside this process: both are hashed and compared, and what was said is then
 * forgotten. It reaches no event, no log and no answer. @rule 6
 */
import type { ElementResult, VerificationElement } from '../../domain/contacts/events.ts';
import type { ContactState } from '../../domain/contacts/state.ts';
import { bankNameKey } from '../../domain/identifiers/bank-name.ts';
import { parseTerminalSn } from '../../domain/identifiers/terminal.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Refused, Result } from '../../domain/kernel/result.ts';
import type { Order, PartyRecord } from '../../domain/orders/order.ts';
import { compactIdentifier, normaliseText } from '../../domain/text/normalise.ts';
import { sameHash } from './keyed-hash.ts';
import type { KeyedHash } from './keyed-hash.ts';

/** What is on record about the person and the orders that are theirs. */
export interface OnRecord {
  readonly party: PartyRecord;
  readonly orders: readonly Order[];
}

/** One element as it was given: what was said or scanned, or that it was seen. */
export interface GivenElement {
  readonly element: VerificationElement;
  readonly value: string | null;
  readonly seen: boolean;
}

/** How an element is read, and the values on record of which any one will do. */
interface Comparison {
  readonly read: (said: string) => string;
  readonly onRecord: (record: OnRecord) => readonly (string | null)[];
  /** Lies on the counter: it must have been seen, and is then compared by its number. */
  readonly original?: true;
}

/** A name as it is compared: spaces and width say nothing. */
export const nameKey = (name: string): string => normaliseText(name).replace(/\s/gu, '').toLowerCase();

function snKey(sn: string): string {
  const read = parseTerminalSn(sn);
  return read.ok ? read.value : compactIdentifier(sn);
}

function snsOf(order: Order): readonly (string | null)[] {
  return order.kind === 'terminal_application' ? order.terminalSns : [order.terminalSn];
}

const ORDER_NO: Comparison = {
  read: compactIdentifier,
  onRecord: ({ orders }) => orders.map((order) => order.orderNo),
};
const PERSON: Comparison = { read: nameKey, onRecord: ({ party }) => [party.personName] };
const ID_NO: Comparison = { read: compactIdentifier, onRecord: ({ party }) => [party.idNo] };
const TERMINAL_SN: Comparison = { read: snKey, onRecord: ({ orders }) => orders.flatMap(snsOf) };

/** Elements that are values. The rest are acts: a call, a code, a look at an original. */
const COMPARISONS: Readonly<Partial<Record<VerificationElement, Comparison>>> = {
  order_no: ORDER_NO,
  terminal_sn: TERMINAL_SN,
  person_name: PERSON,
  principal_name: PERSON,
  id_no: ID_NO,
  id_no_last6: { read: compactIdentifier, onRecord: ({ party }) => [party.idNo?.slice(-6) ?? null] },
  merchant_no: {
    read: compactIdentifier,
    onRecord: ({ party, orders }) => [party.merchantNo, ...orders.map((order) => order.merchantNo)],
  },
  uscc: { read: compactIdentifier, onRecord: ({ party }) => [party.uscc] },
  original_payment_ref: {
    read: compactIdentifier,
    onRecord: ({ orders }) =>
      orders.flatMap((order) => (order.kind === 'acquiring_txn' ? [order.rrn, order.acquirerTradeNo] : [])),
  },
  order_slip: { ...ORDER_NO, original: true },
  id_card_original: { ...ID_NO, original: true },
  terminal_present: { ...TERMINAL_SN, original: true },
};

/**
 * Compares one element that is not a code sent by us. `unavailable`: the caller does not have it, or nothing is on record to
 * compare it with; it is not counted as a wrong answer. Refuses `invalid_input` where the answer is incomplete.
 */
export function compareElement(
  given: GivenElement,
  record: OnRecord,
  contact: Pick<ContactState, 'cli' | 'direction'>,
  hash: KeyedHash,
): Result<ElementResult> {
  const { element } = given;
  switch (element) {
    case 'registered_number_call':
      return ok(contact.direction === 'inbound' && isRegistered(contact, record) ? 'match' : 'unavailable');
    case 'registered_callback':
      if (!given.seen) return incomplete(element, 'not_seen');
      return ok(contact.direction === 'outbound' && isRegistered(contact, record) ? 'match' : 'unavailable');
    case 'portal_confirmation':
      return given.seen ? ok('match') : incomplete(element, 'not_seen');
    case 'contract_original':
      return given.seen ? ok(contractResult(given, record, hash)) : incomplete(element, 'not_seen');
    case 'settlement_card':
      return settlementCardResult(given, record, hash);
    default: {
      const comparison = COMPARISONS[element];
      if (comparison === undefined) throw new Error(`nothing to compare ${element} with`);
      if (comparison.original === true && !given.seen) return incomplete(element, 'not_seen');
      if (given.value === null)
        return comparison.original === true ? incomplete(element, 'value_missing') : ok('unavailable');
      return ok(resultOf(comparison.read(given.value), comparison.onRecord(record).map(readBy(comparison)), hash));
    }
  }
}

function readBy({ read }: Comparison): (value: string | null) => string | null {
  return (value) => (value === null ? null : read(value));
}

/** The path names the element as asked for by us, never whether it was right. */
function incomplete(element: VerificationElement, code: string): Refused {
  return refuse('invalid_input', { path: element, code });
}

/** The number talked on is the registered one. It can be spoofed, so it never counts alone. */
function isRegistered({ cli }: Pick<ContactState, 'cli'>, { party }: OnRecord): boolean {
  return cli !== null && party.mobile !== null && cli === party.mobile;
}

/** Every value on record is compared, whether or not one before it was the right one. */
function resultOf(said: string, onRecord: readonly (string | null)[], hash: KeyedHash): ElementResult {
  const known = onRecord.flatMap((value) => (value === null || value === '' ? [] : [value]));
  if (known.length === 0) return 'unavailable';
  const asked = hash(said);
  const matches = known.filter((value) => sameHash(asked, hash(value)));
  return matches.length > 0 ? 'match' : 'mismatch';
}

/** A contract is recognised by sight; where it bears a number and one is on record, they must agree. */
function contractResult({ value }: GivenElement, { orders }: OnRecord, hash: KeyedHash): ElementResult {
  if (value === null) return 'match';
  const numbers = orders.flatMap((order) => (order.kind === 'terminal_application' ? [order.contractNo] : []));
  const compared = resultOf(
    compactIdentifier(value),
    numbers.map((no) => (no === null ? null : compactIdentifier(no))),
    hash,
  );
  return compared === 'unavailable' ? 'match' : compared;
}

/** What stands beside the bank's name in such an answer. */
const BESIDE_THE_BANK = /[\d*•,，。;；:：]|(?:结算|银行)?卡号?|尾号|[后末]四位|是|的/gu;

/** The last four digits and the bank, in one answer: `工行 1234`. Never more of the number than that is looked at. */
function settlementCardResult({ value }: GivenElement, { party }: OnRecord, hash: KeyedHash): Result<ElementResult> {
  if (value === null) return ok('unavailable');
  const last4 = compactIdentifier(value).replace(/\D/gu, '').slice(-4);
  const bank = bankNameKey(value.replace(BESIDE_THE_BANK, ''));
  if (last4.length < 4) return incomplete('settlement_card', 'value_missing');
  if (bank === '') return incomplete('settlement_card', 'bank_missing');
  const { settlementCardLast4, settlementBank } = party;
  if (settlementCardLast4 === null || settlementBank === null) return ok('unavailable');
  return ok(resultOf(`${last4} ${bank}`, [`${settlementCardLast4} ${bankNameKey(settlementBank)}`], hash));
}
