/** People and businesses: who they are (as imported) and whether they are locked (as happened here). */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { PartyRecord } from '../../domain/orders/order.ts';
import type { PartyState } from '../../domain/parties/events.ts';
import type { ReadableDb } from '../open/database.ts';
import { placeholders } from './sql.ts';

export const PARTY_COLUMNS = `party_id AS partyId, buyer_type AS buyerType, person_name AS personName, merchant_name AS merchantName,
  mobile, id_no AS idNo, uscc, merchant_no AS merchantNo, settlement_card_last4 AS settlementCardLast4,
  settlement_bank AS settlementBank, region, address`;

/** The record of a party, unmasked; null where it is not known here. */
export function getParty(db: ReadableDb, partyId: string): PartyRecord | null {
  return db.get<PartyRecord>(`SELECT ${PARTY_COLUMNS} FROM orders.party WHERE party_id = ?`, partyId) ?? null;
}

export type PartyNames = Pick<PartyRecord, 'partyId' | 'personName' | 'merchantName'>;

/** What these parties are called, by id; of a page at most. One that is not known here is not in it. */
export function partyNames(db: ReadableDb, partyIds: readonly string[]): ReadonlyMap<string, PartyNames> {
  const rows = db.all<PartyNames>(
    `SELECT party_id AS partyId, person_name AS personName, merchant_name AS merchantName
     FROM orders.party WHERE party_id IN (${placeholders(partyIds)})`,
    ...partyIds,
  );
  return new Map(rows.map((row) => [row.partyId, row]));
}

/** Parties registered with a mobile: who a caller may be, never proof of it. */
export function listPartiesByMobile(db: ReadableDb, mobile: string, limit: number): PartyRecord[] {
  return db.all<PartyRecord>(`SELECT ${PARTY_COLUMNS} FROM orders.party WHERE mobile = ? LIMIT ? + 0`, mobile, limit);
}

export interface LockedParty {
  readonly partyId: string;
  readonly lockedAt: UtcMs;
  readonly because: NonNullable<PartyState['lockReason']>;
}

/** Parties locked now, the longest locked first. */
export function listLockedParties(db: ReadableDb): LockedParty[] {
  return db.all<LockedParty>(
    `SELECT party_id AS partyId, locked_at AS lockedAt, lock_reason AS because
     FROM party_row WHERE locked_at IS NOT NULL ORDER BY locked_at`,
  );
}

/** Whether a party is locked, on any channel. @rule 6 */
export function isPartyLocked(db: ReadableDb, partyId: string): boolean {
  return db.get('SELECT 1 AS found FROM party_row WHERE party_id = ? AND locked_at IS NOT NULL', partyId) !== undefined;
}
