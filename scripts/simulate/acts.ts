/** What people do at simulated desks: calls, verifications, notes, filings, withdrawals, decisions of supervisors. */
import { openContactsOf } from './look.ts';
import { executeCommand } from '../../desk/commands/execute.ts';
import { loadStream } from '../../db/projections/streams.ts';
import { COMMANDS } from '../../domain/commands.ts';
import { filing, pack } from '../../domain/cases/testing/filing.ts';
import type { CommandDefinition } from '../../domain/kernel/command.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { Chance } from '../torture/random.ts';
import { casesOn } from './look.ts';
import type { Person } from './people-and-orders.ts';
import { idFrom } from './simulated-desk.ts';
import type { SimulatedDesk } from './simulated-desk.ts';

export interface Ledger {
  /** Words that somebody was told are recorded, by the id of their note. */
  readonly notes: Map<string, { readonly deskId: string; readonly commandId: string }>;
  /** What desks executed, by what the outcome is to be found again. */
  executed: number;
}

export interface Acting {
  readonly chance: Chance;
  readonly ledger: Ledger;
  readonly orders: readonly { readonly orderNo: string; readonly partyId: string }[];
}

type Act = (desk: SimulatedDesk, person: Person, acting: Acting) => void;

function does(
  desk: SimulatedDesk,
  person: Person,
  { chance, ledger }: Acting,
  type: keyof typeof COMMANDS,
  payload: Record<string, unknown>,
): Result<unknown> {
  const definition = COMMANDS[type] as unknown as CommandDefinition<string, Record<string, unknown>>;
  const commandId = idFrom(chance.bytes(16), desk.command.now());
  const done = executeCommand(desk.command, desk.actor(person), definition, { commandId, payload });
  if (!done.ok) return done;
  ledger.executed += 1;
  const { noteId } = payload;
  if (typeof noteId === 'string') ledger.notes.set(noteId, { deskId: desk.deskId, commandId });
  return done;
}

const newId = ({ chance }: Acting, desk: SimulatedDesk): string => idFrom(chance.bytes(16), desk.command.now());

function beginsCall(desk: SimulatedDesk, person: Person, acting: Acting): string {
  const contactId = newId(acting, desk);
  const channel = person.roles.includes('clerk') ? 'walk_in' : 'phone';
  const call = { direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null };
  does(desk, person, acting, 'StartContact', { contactId, channel, ...call });
  return contactId;
}

function verifies(desk: SimulatedDesk, person: Person, acting: Acting, contactId: string, result: string): void {
  const { partyId } = acting.chance.pick(acting.orders);
  const session = { sessionId: newId(acting, desk), orderNo: null, subject: 'self', purpose: 'cancellation' };
  does(desk, person, acting, 'StartVerification', { contactId, partyId, ...session });
  const elements = person.roles.includes('clerk') ? ['id_card_original'] : ['person_name', 'id_no_last6', 'sms_code'];
  const checks = elements.map((element) => ({ element, result, evidenceId: null }));
  does(desk, person, acting, 'RecordElements', { contactId, partyId, checks });
}

const call: Act = (desk, person, acting) => {
  const contactId = beginsCall(desk, person, acting);
  verifies(desk, person, acting, contactId, acting.chance.percent(85) ? 'match' : 'mismatch');
};

const files: Act = (desk, person, acting) => {
  const open = openContactsOf(desk.command.db, person.userId);
  const contactId = open.length === 0 ? beginsCall(desk, person, acting) : acting.chance.pick(open);
  if (open.length === 0) verifies(desk, person, acting, contactId, 'match');
  const order = acting.chance.pick(acting.orders);
  const at = desk.command.now();
  const acknowledgement = {
    packId: pack.id,
    packVersion: String(pack.version),
    feeListVersion: pack.feeList.version,
    how: 'read_out' as const,
    at,
  };
  const materials = [
    ...(order.orderNo === 'TA0003'
      ? [{ materialId: 'device_and_accessories', state: 'missing', evidenceId: null }]
      : []),
    ...(person.roles.includes('clerk') ? [{ materialId: 'id_card', state: 'verified', evidenceId: null }] : []),
  ];
  const more = { caseId: newId(acting, desk), contactId, partyId: order.partyId, orderNo: order.orderNo };
  const told = { noticeAt: at, readBackAt: at, acknowledgement, reasonText: `原话 ${more.caseId}` };
  const complete = { ...filing(), ...more, ...told, materials };
  does(desk, person, acting, 'FileCancellation', complete);
};

const notes: Act = (desk, person, acting) => {
  const open = openContactsOf(desk.command.db, person.userId);
  if (open.length === 0) return call(desk, person, acting);
  const noteId = newId(acting, desk);
  const note = { contactId: acting.chance.pick(open), noteId, text: `记录 ${noteId}`, corrects: null };
  does(desk, person, acting, 'AddContactNote', note);
};

const notesOnCase: Act = (desk, person, acting) => {
  const cases = casesOn(desk.command.db);
  if (cases.length === 0) return files(desk, person, acting);
  const noteId = newId(acting, desk);
  const note = { caseId: acting.chance.pick(cases), noteId, text: `案件记录 ${noteId}`, corrects: null };
  does(desk, person, acting, 'AddCaseNote', note);
};

const withdraws: Act = (desk, person, acting) => {
  const cases = casesOn(desk.command.db);
  const open = openContactsOf(desk.command.db, person.userId);
  if (cases.length === 0 || open.length === 0) return call(desk, person, acting);
  const caseId = acting.chance.pick(cases);
  const { folded } = loadStream(desk.command.db, `case/${caseId}`);
  const partyId = folded.kind === 'case' ? folded.state?.partyId : undefined;
  const contactId = acting.chance.pick(open);
  does(desk, person, acting, 'WithdrawCase', { caseId, contactId, partyId, reason: '顾客改了主意' });
};

const approves: Act = (desk, _person, acting) => {
  const cases = casesOn(desk.command.db);
  const supervisor = acting.chance.pick(desk.people.filter(({ roles }) => roles.includes('supervisor')));
  if (cases.length > 0) {
    does(desk, supervisor, acting, 'ApproveCase', { caseId: acting.chance.pick(cases), reason: '同意' });
  }
};

const handsOver: Act = (desk, person, acting) => {
  const cases = casesOn(desk.command.db);
  const { userId } = acting.chance.pick(desk.people);
  if (cases.length > 0) does(desk, person, acting, 'AssignOwner', { caseId: acting.chance.pick(cases), userId });
};

const ends: Act = (desk, person, acting) => {
  const open = openContactsOf(desk.command.db, person.userId);
  if (open.length > 0) {
    does(desk, person, acting, 'EndContact', { contactId: acting.chance.pick(open), reason: 'completed' });
  }
};

const ACTS: readonly Act[] = [
  call,
  files,
  files,
  files,
  notes,
  notes,
  notesOnCase,
  notesOnCase,
  withdraws,
  approves,
  handsOver,
  ends,
];

/** Somebody at this desk does something. */
export function act(desk: SimulatedDesk, acting: Acting): void {
  acting.chance.pick(ACTS)(desk, acting.chance.pick(desk.people), acting);
}
