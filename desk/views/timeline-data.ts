/** What a line of the timeline says of an event: codes, instants and words, never what was on record about a person. */
import type { TimelineEntry } from '../../contract/desk-api/contacts.ts';
import type { FollowUp } from '../../domain/cases/follow-ups.ts';
import type { RecordedDomainEvent } from '../../domain/events.ts';
import { maskPersonalData } from '../../domain/text/personal-data.ts';
import { titleToShow } from './evidence.ts';

type Data = TimelineEntry['data'];

const NOTHING: Data = {};

/** What a line needs besides its event. */
export interface Around {
  /** The code of a case. */
  codeOf(caseId: string): string | null;
  /** The name of a colleague. */
  nameOf(userId: string): string;
  /** What a follow-up said that is done now. */
  followUpOf(followUpId: string): FollowUp | undefined;
}

/**
 * The data of one event's line; null for events that have no line of their own. Of the elements of a verification only
 * those that matched are named. In words of people, card data was masked before they were stored, and personal numbers are
 * masked here. @rule V-12
 */
export function timelineData(event: RecordedDomainEvent, around: Around): Data | null {
  const data = dataOf(event, around);
  if (data === null) return null;
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      typeof value === 'string' && WORDS.has(field) ? maskPersonalData(value) : value,
    ]),
  );
}

/** The fields that hold what a person typed. */
const WORDS = new Set(['text', 'summary', 'promise', 'nextAction', 'what']);

function dataOf(event: RecordedDomainEvent, { codeOf, nameOf, followUpOf }: Around): Data | null {
  switch (event.type) {
    case 'ContactStarted': {
      const { channel, direction, waitedSeconds } = event.data;
      return { channel, direction, ...(waitedSeconds === null ? {} : { waitedSeconds }) };
    }
    case 'RecordingPaused':
    case 'ContactEnded':
      return { reason: event.data.reason };
    case 'ContactPartyLinked':
      return { how: event.data.how };
    case 'ContactCaseLinked':
      return { caseCode: codeOf(event.data.caseId), how: event.data.how };
    case 'VerificationStarted':
      return { subject: event.data.subject, purpose: event.data.purpose };
    case 'VerificationElementChecked':
    case 'VerificationRechecked': {
      const { result, element } = event.data;
      return result === 'match' ? { result, element } : { result };
    }
    case 'VerificationLevelReached':
      return { level: event.data.level };
    case 'VerificationSessionFailed':
      return { reason: event.data.reason };
    case 'VerificationRefused':
    case 'VerificationChallenged':
    case 'CaseWithdrawn':
    case 'CallbackCancelled':
    case 'PartyUnlocked':
    case 'ApprovalGiven':
      return { text: event.data.reason };
    case 'VerificationMaterialPending':
      return { missing: [...event.data.missing], via: event.data.via };
    case 'MandateRecorded':
      return { problems: [...event.data.problems], acts: [...event.data.mandate.acts] };
    case 'ContactHandedOver':
      return { to: nameOf(event.data.toUserId), text: event.data.note };
    case 'NoteAdded':
      return { noteId: event.data.noteId, text: event.data.text, corrects: event.data.corrects };
    case 'CardDataRefused':
      return { kinds: [...event.data.kinds] };
    case 'CommunicationLogged': {
      const { type, direction, summary, disposition, promise, isChaser, happenedAt } = event.data;
      return {
        type,
        direction,
        summary,
        disposition,
        isChaser,
        happenedAt,
        promise: promise?.what ?? null,
        promiseBy: promise?.by ?? null,
      };
    }
    case 'ContradictionSettled':
      return { text: event.data.words };
    case 'FollowUpDone': {
      const done = followUpOf(event.data.followUpId);
      return done === undefined ? NOTHING : { followUpKind: done.kind, what: done.what };
    }
    case 'EvidenceAttached':
      return { evidenceId: event.data.evidenceId, kind: event.data.kind, title: titleToShow(event.data.title) };
    case 'ContactWrappedUp': {
      const { disposition, summary, nextAction, promise } = event.data;
      return {
        disposition,
        summary,
        nextAction: nextAction?.what ?? null,
        nextActionBy: nextAction?.by ?? null,
        promise: promise?.what ?? null,
        promiseBy: promise?.by ?? null,
      };
    }
    case 'PartyLocked':
      return { because: event.data.because };
    case 'IntakeRecorded': {
      const { caseCode, intakeChannel, reasonCode, reasonText } = event.data;
      return { caseCode, channel: intakeChannel, reasonCode, text: reasonText };
    }
    case 'CancellationFiled': {
      const { caseCode, intakeChannel, reasonCode, reasonText, verifiedLevel } = event.data;
      return { caseCode, channel: intakeChannel, reasonCode, text: reasonText, level: verifiedLevel };
    }
    case 'CaseContactAttached':
      return { channel: event.data.channel, because: event.data.because };
    case 'AutoCheckDone': {
      const { passed, checks } = event.data;
      return { passed, failed: checks.flatMap((each) => (each.passed ? [] : [each.check])) };
    }
    case 'InfoRequested':
      return { materials: [...event.data.materials], text: event.data.message };
    case 'MaterialReceived':
      return { materialId: event.data.item.materialId, state: event.data.item.state };
    case 'CaseApproved':
      return { outOfPolicy: event.data.outOfPolicy };
    case 'CaseRejected':
      return { reasonCode: event.data.reasonCode, text: event.data.clause, appealUntil: event.data.appealUntil };
    case 'CaseLapsed':
      return { to: event.data.to };
    case 'CaseLinked':
      return { caseCode: codeOf(event.data.caseId), relation: event.data.relation };
    case 'TaskCreated': {
      const { kind, taskId, dueAt } = event.data;
      return {
        taskKind: kind,
        taskId,
        dueAt,
        ...(event.data.kind === 'refund'
          ? { componentType: event.data.componentType, amountFen: event.data.amountFen, method: event.data.method }
          : {}),
      };
    }
    case 'TaskAssigned':
    case 'TaskCancelled':
      return { taskId: event.data.taskId };
    case 'TaskNoted':
      return { taskId: event.data.taskId, text: event.data.text };
    case 'CallbackScheduled': {
      const { topic, slotStart, minutes, numberSource, note } = event.data;
      return { topic, slotStart, minutes, numberSource, text: note };
    }
    case 'CallbackAttempted':
      return { outcome: event.data.outcome };
    case 'CallbackRescheduled':
      return { slotStart: event.data.slotStart };
    // The communication that was counted has its own line.
    case 'ChaserCounted':
    case 'PartySessionFailed':
    case 'PartyPreferenceSet':
      return null;
    default:
      return NOTHING;
  }
}
