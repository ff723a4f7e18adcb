/** What people do at a desk of these tests. */
import type { WritableDb } from '../../db/open/database.ts';
import { executeCommand } from '../../desk/commands/execute.ts';
import type { CommandDesk } from '../../desk/commands/execute.ts';
import { filing, pack } from '../../domain/cases/testing/filing.ts';
import { COMMANDS } from '../../domain/commands.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { CommandDefinition } from '../../domain/kernel/command.ts';
import type { Result } from '../../domain/kernel/result.ts';

export interface Work {
  does(type: keyof typeof COMMANDS, payload: Record<string, unknown>): Result<unknown>;
  /** A call or a visit in which the owner is known at L2. */
  verifies(contactId: string, orderNo: string): void;
  files(caseId: string, contactId: string, orderNo: string): Result<unknown>;
}

/** What a visitor puts on the counter. */
const ID_CARD = [{ materialId: 'id_card', state: 'verified' as const, evidenceId: null }];

export function workOn({
  command,
  actor,
  woken,
}: {
  readonly command: CommandDesk;
  readonly actor: Actor;
  readonly woken: () => void;
}): Work {
  const { db, now } = command;
  const work: Work = {
    does: (type, payload) => {
      const definition = COMMANDS[type] as unknown as CommandDefinition<string, Record<string, unknown>>;
      const done = executeCommand(command, actor, definition, { payload });
      woken();
      return done;
    },
    verifies: (contactId, orderNo) => {
      const channel = actor.roles.includes('clerk') ? 'walk_in' : 'phone';
      const elements = channel === 'walk_in' ? ['id_card_original'] : ['person_name', 'id_no_last6', 'sms_code'];
      const partyId = partyOf(db, orderNo);
      const call = { direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null };
      work.does('StartContact', { contactId, channel, ...call });
      const session = { sessionId: `session-${contactId}`, orderNo: null, subject: 'self', purpose: 'cancellation' };
      work.does('StartVerification', { contactId, partyId, ...session });
      const checks = elements.map((element) => ({ element, result: 'match', evidenceId: null }));
      work.does('RecordElements', { contactId, partyId, checks });
    },
    files: (caseId, contactId, orderNo) => {
      const at = now();
      const told = { packId: pack.id, packVersion: String(pack.version), feeListVersion: pack.feeList.version };
      const acknowledgement = { ...told, how: 'read_out' as const, at };
      const materials = actor.roles.includes('clerk') ? ID_CARD : [];
      const more = {
        caseId,
        contactId,
        orderNo,
        partyId: partyOf(db, orderNo),
        reasonText: `原话 ${caseId}`,
        materials,
      };
      return work.does('FileCancellation', { ...filing(), ...more, noticeAt: at, readBackAt: at, acknowledgement });
    },
  };
  return work;
}

function partyOf(db: WritableDb, orderNo: string): string {
  const row = db.get<{ partyId: string }>(
    'SELECT party_id AS partyId FROM orders.order_record WHERE order_no = ?',
    orderNo,
  );
  if (row === undefined) throw new Error(`${orderNo} has not come yet`);
  return row.partyId;
}
