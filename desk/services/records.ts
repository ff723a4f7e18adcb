/** Words put on a contact or a case: which command takes them, and what it answered. */
import type { SubjectRef } from '../../contract/desk-api/contacts.ts';
import { addCaseNote } from '../../domain/cases/add-case-note.ts';
import { finishCaseFollowUp } from '../../domain/cases/finish-case-follow-up.ts';
import { logCaseCommunication } from '../../domain/cases/log-case-communication.ts';
import { settleCaseContradiction } from '../../domain/cases/settle-case-contradiction.ts';
import type { CommunicationLogged, NoteAdded } from '../../domain/cases/shared-events.ts';
import { addContactNote } from '../../domain/contacts/add-contact-note.ts';
import { finishContactFollowUp } from '../../domain/contacts/finish-contact-follow-up.ts';
import { logContactCommunication } from '../../domain/contacts/log-contact-communication.ts';
import { settleContactContradiction } from '../../domain/contacts/settle-contact-contradiction.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { CommandOutcome } from '../commands/execute.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact } from '../views/load.ts';

type RecordDeps = Pick<DeskDeps, 'newId' | 'execute'>;

/** The kinds of card data that were masked before the words were stored (scenario 32). */
function refusedKinds({ events }: CommandOutcome): string[] {
  return [...new Set(events.flatMap((event) => (event.type === 'CardDataRefused' ? [...event.data.kinds] : [])))];
}

/** Adds a note; card data in it is masked, and what of it is named in the answer. Refuses what the commands refuse. @rule P-04 */
export function addNote(
  { newId, execute }: RecordDeps,
  actor: Actor,
  { subject, ...note }: { subject: SubjectRef } & Omit<NoteAdded, 'noteId'>,
): Result<{ noteId: string; storedText: string; cardDataRefused: string[] }> {
  const noteId = newId();
  const outcome =
    subject.type === 'contact'
      ? execute(actor, addContactNote, { contactId: subject.contactId, noteId, ...note })
      : execute(actor, addCaseNote, { caseId: subject.caseId, noteId, ...note });
  if (!outcome.ok) return outcome;
  const stored = outcome.value.events.find((event) => event.type === 'NoteAdded');
  return ok({ noteId, storedText: stored?.data.text ?? '', cardDataRefused: refusedKinds(outcome.value) });
}

/**
 * Logs a call, message, visit or letter with what was promised; in a contact, with the case it was last linked to.
 * Without an instant it is now. Refuses what the commands refuse. @rule P-04
 */
export function logCommunication(
  { db, now, newId, execute }: RecordDeps & Pick<DeskDeps, 'db' | 'now'>,
  actor: Actor,
  {
    subject,
    ...input
  }: { subject: SubjectRef; happenedAt: UtcMs | null } & Omit<CommunicationLogged, 'communicationId' | 'happenedAt'>,
): Result<{ communicationId: string; cardDataRefused: string[] }> {
  const communicationId = newId();
  const logged = { ...input, happenedAt: input.happenedAt ?? now() };
  const outcome =
    subject.type === 'contact'
      ? execute(actor, logContactCommunication, {
          contactId: subject.contactId,
          caseId: loadContact(db, subject.contactId)?.caseIds.at(-1),
          communicationId,
          ...logged,
        })
      : execute(actor, logCaseCommunication, { caseId: subject.caseId, communicationId, ...logged });
  return outcome.ok ? ok({ communicationId, cardDataRefused: refusedKinds(outcome.value) }) : outcome;
}

/** Says that a promise was kept or a next action done. Refuses what the commands refuse. */
export function finishFollowUp(
  { execute }: Pick<RecordDeps, 'execute'>,
  actor: Actor,
  { subject, followUpId }: { subject: SubjectRef; followUpId: string },
): Result<CommandOutcome> {
  return subject.type === 'contact'
    ? execute(actor, finishContactFollowUp, { contactId: subject.contactId, followUpId })
    : execute(actor, finishCaseFollowUp, { caseId: subject.caseId, followUpId });
}

/** Says what was done about a contradiction. Refuses what the commands refuse. */
export function settleContradiction(
  { execute }: Pick<RecordDeps, 'execute'>,
  actor: Actor,
  { subject, ...settled }: { subject: SubjectRef; contradictionId: string; words: string },
): Result<CommandOutcome> {
  return subject.type === 'contact'
    ? execute(actor, settleContactContradiction, { contactId: subject.contactId, ...settled })
    : execute(actor, settleCaseContradiction, { caseId: subject.caseId, ...settled });
}
