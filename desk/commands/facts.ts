import { countCallbacksInSlot } from '../../db/queries/callbacks.ts';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import { knownFile } from '../../db/queries/evidence-links.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import { getUser } from '../../db/queries/users.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import type { Facts } from '../../domain/kernel/command.ts';

/** What deciders may ask of the world, answered from the local files, inside the transaction that decides. */
export function factsFrom(db: ReadableDb): Facts {
  return {
    order: (orderNo) => getOrder(db, orderNo),
    party: (partyId) => getParty(db, partyId),
    openCaseOfOrder: (orderNo) => {
      const found = openCaseOfOrder(db, orderNo);
      return found === null ? null : { caseId: found.caseId, caseCode: found.caseCode };
    },
    user: (userId) => {
      const user = getUser(db, userId);
      return user === null
        ? null
        : { userId: user.userId, roles: user.roles, branchId: user.branchId, active: user.active };
    },
    evidence: (evidenceId) => {
      const file = knownFile(db, evidenceId);
      return file === null ? null : { evidenceId, sha256: file.sha256 };
    },
    callbacksInSlot: (slotStart) => countCallbacksInSlot(db, slotStart),
  };
}
