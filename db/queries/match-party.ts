/** Whose order it is: finding the party a statement is about among those known, and what is known of it afterwards. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { PartyRecord } from '../../domain/orders/order.ts';
import type { ReadableDb, SqlParams, WritableDb } from '../open/database.ts';
import { partyKeys } from '../../domain/orders/order-keys.ts';
import { replacePartyKeys } from './order-keys.ts';
import { PARTY_COLUMNS } from './parties.ts';

type PartyInput = Omit<PartyRecord, 'partyId'>;

interface KnownParty extends PartyRecord {
  readonly observedAt: UtcMs;
}

const KNOWN_SELECT = `SELECT ${PARTY_COLUMNS}, observed_at AS observedAt FROM orders.party`;
/** More namesakes than this behind one number are not told apart; a new party is made. */
const MAX_CANDIDATES = 50;

/** Two different resident ids are two people, two different credit codes two businesses, whatever else agrees. */
function contradicts(known: PartyRecord, stated: PartyInput): boolean {
  const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other;
  return differ(known.idNo, stated.idNo) || differ(known.uscc, stated.uscc);
}

function findParty(db: ReadableDb, stated: PartyInput): KnownParty | null {
  const by = (condition: string, ...params: SqlParams): KnownParty | undefined =>
    db
      .all<KnownParty>(`${KNOWN_SELECT} WHERE ${condition} LIMIT ${MAX_CANDIDATES}`, ...params)
      .find((known) => !contradicts(known, stated));
  return (
    (stated.idNo === null ? undefined : by('id_no = ?', stated.idNo)) ??
    (stated.uscc === null ? undefined : by('uscc = ?', stated.uscc)) ??
    (stated.merchantNo === null ? undefined : by('merchant_no = ?', stated.merchantNo)) ??
    byNameAndMobile(stated, by) ??
    null
  );
}

/** A mobile alone is never enough: families and shops share them. */
function byNameAndMobile(
  stated: PartyInput,
  by: (condition: string, ...params: SqlParams) => KnownParty | undefined,
): KnownParty | undefined {
  if (stated.mobile === null) return undefined;
  if (stated.personName !== null) return by('mobile = ? AND person_name = ?', stated.mobile, stated.personName);
  if (stated.merchantName !== null) return by('mobile = ? AND merchant_name = ?', stated.mobile, stated.merchantName);
  return undefined;
}

/** What is stated later counts, and what is not stated stays. */
function merged(known: KnownParty, stated: PartyInput, at: UtcMs): PartyRecord {
  const newer = at >= known.observedAt;
  const pick = (before: string | null, now: string | null): string | null =>
    newer ? (now ?? before) : (before ?? now);
  return {
    partyId: known.partyId,
    buyerType: newer ? stated.buyerType : known.buyerType,
    personName: pick(known.personName, stated.personName),
    merchantName: pick(known.merchantName, stated.merchantName),
    mobile: pick(known.mobile, stated.mobile),
    idNo: pick(known.idNo, stated.idNo),
    uscc: pick(known.uscc, stated.uscc),
    merchantNo: pick(known.merchantNo, stated.merchantNo),
    settlementCardLast4: pick(known.settlementCardLast4, stated.settlementCardLast4),
    settlementBank: pick(known.settlementBank, stated.settlementBank),
    region: pick(known.region, stated.region),
    address: pick(known.address, stated.address),
  };
}

function isSame(one: PartyRecord, other: PartyRecord): boolean {
  return (Object.keys(other) as (keyof PartyRecord)[]).every((field) => one[field] === other[field]);
}

/**
 * Finds the party by resident id, else credit code, else merchant number, else the same name and mobile, and brings what is
 * known of it up to date; makes a new one where none fits. Inside a transaction on `orders`.
 */
export function matchParty(db: WritableDb, stated: PartyInput, at: UtcMs, newId: () => string): PartyRecord {
  const known = findParty(db, stated);
  if (known === null) {
    const party = { partyId: newId(), ...stated };
    writeParty(db, party, at);
    replacePartyKeys(db, party.partyId, [], partyKeys(party));
    return party;
  }
  const party = merged(known, stated, at);
  if (!isSame(known, party)) {
    writeParty(db, party, Math.max(at, known.observedAt));
    replacePartyKeys(db, party.partyId, partyKeys(known), partyKeys(party));
  }
  return party;
}

/** A party as the hub knows it, under the id that it has there. Inside a transaction on `orders`. */
export function putParty(db: WritableDb, party: PartyRecord, at: UtcMs): PartyRecord {
  const known = db.get<KnownParty>(`${KNOWN_SELECT} WHERE party_id = ?`, party.partyId);
  if (known !== undefined && isSame(known, party)) return party;
  writeParty(db, party, at);
  replacePartyKeys(db, party.partyId, known === undefined ? [] : partyKeys(known), partyKeys(party));
  return party;
}

function writeParty(db: WritableDb, party: PartyRecord, at: UtcMs): void {
  db.run(
    `INSERT INTO orders.party (party_id, buyer_type, person_name, merchant_name, mobile, id_no, uscc, merchant_no,
       settlement_card_last4, settlement_bank, region, address, observed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (party_id) DO UPDATE SET
       buyer_type = excluded.buyer_type, person_name = excluded.person_name, merchant_name = excluded.merchant_name,
       mobile = excluded.mobile, id_no = excluded.id_no, uscc = excluded.uscc, merchant_no = excluded.merchant_no,
       settlement_card_last4 = excluded.settlement_card_last4, settlement_bank = excluded.settlement_bank,
       region = excluded.region, address = excluded.address, observed_at = excluded.observed_at`,
    party.partyId,
    party.buyerType,
    party.personName,
    party.merchantName,
    party.mobile,
    party.idNo,
    party.uscc,
    party.merchantNo,
    party.settlementCardLast4,
    party.settlementBank,
    party.region,
    party.address,
    at,
  );
}
