import type { z } from 'zod';
import type { verificationContract } from '../../contract/desk-api/contacts.ts';
import { listContactIdsAbout } from '../../db/queries/contacts.ts';
import { getParty, listLockedParties } from '../../db/queries/parties.ts';
import { attemptsAt, callbackUnlockFrom } from '../../domain/parties/lock.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact, loadParty } from './load.ts';
import { partySummaryOf } from './masked.ts';
import { userRefOf } from './users.ts';

type LockedPartyView = z.infer<NonNullable<(typeof verificationContract.locked)['~orpc']['outputSchema']>>[number];

const MAX_CONTACTS = 20;

/** The parties locked now, the longest locked first, each with the contacts in which the proof may have been given since. */
export function lockedParties(deps: Pick<DeskDeps, 'db' | 'now'>): LockedPartyView[] {
  const { db } = deps;
  return listLockedParties(db).flatMap(({ partyId, lockedAt, because }) => {
    const party = getParty(db, partyId);
    if (party === null) return [];
    const { attempts24h, sessions7d } = attemptsAt(loadParty(db, partyId), deps.now());
    const contactIds = listContactIdsAbout(db, { partyId, since: lockedAt, limit: MAX_CONTACTS });
    return [
      {
        ...partySummaryOf(db, party),
        lockedAt,
        because,
        attempts24h,
        sessions7d,
        callbackFrom: callbackUnlockFrom(lockedAt),
        contacts: contactIds.flatMap((contactId) => {
          const contact = loadContact(db, contactId);
          if (contact === null) return [];
          const { channel, direction, startedAt, ownerUserId } = contact;
          return [{ contactId, channel, direction, startedAt, by: userRefOf(deps, ownerUserId) }];
        }),
      },
    ];
  });
}
