/** Personal data as a window may have it. Everything here is masked at the moment of reading. @rule V-12 */
import type { PartySummary } from '../../contract/desk-api/shared.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { getParty, isPartyLocked } from '../../db/queries/parties.ts';
import { maskMerchantName, maskMobile, maskName, maskSn } from '../../domain/identifiers/mask.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { PartyRecord } from '../../domain/orders/order.ts';
import type { PolicyDecision } from '../../domain/policy/decision.ts';

/** A value through its mask; what is not there, or empty, stays away. */
export function maskedBy(mask: (value: string) => string, value: string | null): string | null {
  return value === null || value === '' ? null : mask(value);
}

/** Who a record is about, as a line of a list. */
export function partySummaryOf(db: ReadableDb, party: PartyRecord): PartySummary {
  return {
    partyId: party.partyId,
    buyerType: party.buyerType,
    personMasked: maskedBy(maskName, party.personName),
    merchantMasked: maskedBy(maskMerchantName, party.merchantName),
    mobileMasked: maskedBy(maskMobile, party.mobile),
    locked: isPartyLocked(db, party.partyId),
  };
}

/** The same by id; null where the party is not known here. */
export function findPartySummary(db: ReadableDb, partyId: string): PartySummary | null {
  const party = getParty(db, partyId);
  return party === null ? null : partySummaryOf(db, party);
}

/** A party a case or an order names. Where its record is gone, what is left is that it exists. */
export function partySummaryFor(db: ReadableDb, partyId: string, buyerType: PartyRecord['buyerType']): PartySummary {
  return (
    findPartySummary(db, partyId) ?? {
      partyId,
      buyerType,
      personMasked: null,
      merchantMasked: null,
      mobileMasked: null,
      locked: isPartyLocked(db, partyId),
    }
  );
}

/** A decision as it may leave: the serial numbers in it are the only personal data it holds. */
export function maskedDecision(decision: PolicyDecision): PolicyDecision {
  return { ...decision, terminalSns: decision.terminalSns.map(maskSn) };
}

/** A refusal in the shape of the contract. */
export function refusalShape<C extends string>({ code, data }: { readonly code: C; readonly data: Refusal['data'] }) {
  return {
    code,
    data: Object.fromEntries(
      Object.entries(data).map(([name, value]) => [
        name,
        typeof value === 'object' && value !== null ? [...value] : value,
      ]),
    ),
  };
}
