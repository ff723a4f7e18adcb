import { z } from 'zod';
import {
  CONTACT_CHANNELS,
  CONTACT_DIRECTIONS,
  VERIFICATION_ELEMENTS,
  VERIFICATION_PURPOSES,
  VERIFICATION_SUBJECTS,
} from '../../domain/contacts/events.ts';
import { FOLLOW_UP_KINDS } from '../../domain/cases/follow-ups.ts';
import { COMMUNICATION_TYPES } from '../../domain/cases/shared-events.ts';
import { refusalData } from '../values.ts';
import { cursor, id, nothing, partySummary, procedure, text, userRef, utcMs } from './shared.ts';

export const level = z.enum(['L0', 'L1', 'L2', 'L3', 'LD']);
export const element = z.enum(VERIFICATION_ELEMENTS);

/** A talk in which the principal himself was verified: when, whose contact it was, on which number. */
export const principalContact = z.object({
  contactId: z.string(),
  at: utcMs,
  by: userRef,
  numberMasked: z.string().nullable(),
});

export const verificationView = z.object({
  state: z.enum(['none', 'in_progress', 'verified', 'failed', 'refused', 'pending_material', 'challenged']),
  /** The level valid now: expiry and hand-over are taken off. */
  level,
  expiresAt: utcMs.nullable(),
  recheckNeeded: z.boolean(),
  subject: z.enum(VERIFICATION_SUBJECTS).nullable(),
  purpose: z.enum(VERIFICATION_PURPOSES).nullable(),
  /** Only what matched: a failing element is never named. */
  matched: z.array(element),
  attemptsLeft: z.int(),
  partyLocked: z.boolean(),
  /** Attempts of this party in 24 h and sessions failed in 7 days, on all channels. */
  partyFailedAttempts24h: z.int(),
  /** For each level not yet reached, the sets of elements any one of which would reach it on this channel. */
  reach: z.array(z.object({ level, anyOf: z.array(z.array(element)) })),
  /** Elements that may be offered on this channel, in the order to ask. */
  askable: z.array(element),
  /** Where a code would go: the registered mobile, or a delegate's own. */
  registeredMobileMasked: z.string().nullable(),
  codeSentAt: utcMs.nullable(),
  codeExpiresAt: utcMs.nullable(),
  /** What is on record of a delegate's mandate; null before one was shown: then nothing he says can be compared. */
  mandate: z
    .object({
      agentMasked: z.string().nullable(),
      idOnRecord: z.boolean(),
      principal: principalContact.nullable(),
    })
    .nullable(),
  mandateProblems: z.array(z.string()),
  /** The acts a valid mandate covers; empty without one. */
  mandateActs: z.array(z.string()),
});
export type VerificationView = z.infer<typeof verificationView>;

export const contactView = z.object({
  contactId: z.string(),
  channel: z.enum(CONTACT_CHANNELS),
  direction: z.enum(CONTACT_DIRECTIONS),
  startedAt: utcMs,
  endedAt: utcMs.nullable(),
  wrappedUpAt: utcMs.nullable(),
  heldSince: utcMs.nullable(),
  heldMs: z.int(),
  recordingPaused: z.boolean(),
  recordingPauses: z.array(z.object({ from: utcMs, to: utcMs.nullable() })),
  cliMasked: z.string().nullable(),
  owner: userRef,
  /** Who gave it to its present owner, and what they said about it. */
  handedOver: z.object({ by: userRef, at: utcMs, note: z.string() }).nullable(),
  /** The promise this call keeps. `open`: still to be kept. `unanswered`: nobody was reached in this call. */
  callback: z
    .object({
      callbackId: z.string(),
      topic: z.string(),
      note: z.string(),
      open: z.boolean(),
      unanswered: z.boolean(),
      attempts: z.int(),
    })
    .nullable(),
  party: partySummary.nullable(),
  orderNo: z.string().nullable(),
  cases: z.array(z.object({ caseId: z.string(), caseCode: z.string(), status: z.string() })),
  verification: verificationView,
});
export type ContactView = z.infer<typeof contactView>;

/** Who this caller may be, from the number alone: a candidate, never proof. */
export const candidate = partySummary.extend({
  orders: z.array(
    z.object({
      orderNo: z.string(),
      kind: z.enum(['terminal_application', 'acquiring_txn']),
      status: z.string(),
      orderedAt: utcMs,
    }),
  ),
  openCaseCode: z.string().nullable(),
});
export type Candidate = z.infer<typeof candidate>;

/** One line of the timeline. `kind` is an event type or `order.*`; its words are in the locales, `data` fills them, masked. */
export const timelineEntry = z.object({
  entryId: z.string(),
  at: utcMs,
  kind: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  by: userRef.nullable(),
  channel: z.string().nullable(),
  status: z.enum(['confirmed', 'pending']),
  contactId: z.string().nullable(),
  caseId: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** Where words, communications and files go: a contact or a case. */
export const subjectRef = z.discriminatedUnion('type', [
  z.object({ type: z.literal('contact'), contactId: id }),
  z.object({ type: z.literal('case'), caseId: id }),
]);
export type SubjectRef = z.infer<typeof subjectRef>;

/** What is owed and open: a promise to the customer, or what comes next. */
export const followUpView = z.object({
  followUpId: z.string(),
  /** Where it was made, and where it is said to be done. */
  subject: subjectRef,
  kind: z.enum(FOLLOW_UP_KINDS),
  what: z.string(),
  by: utcMs.nullable(),
  madeBy: userRef,
  madeAt: utcMs,
  /** The case it is about, where there is one. */
  caseId: z.string().nullable(),
  caseCode: z.string().nullable(),
  personMasked: z.string().nullable(),
});
export type FollowUpView = z.infer<typeof followUpView>;

/** What two desks recorded that does not go together, and nobody has settled yet. */
export const contradictionView = z.object({
  contradictionId: z.string(),
  /** Where it stands, and where it is settled. */
  subject: subjectRef,
  /** The refusal that there would have been, had it not happened already. */
  refusal: z.object({ code: z.string(), data: refusalData }),
  /** The type of the command that brought it; null where whole records were brought together. */
  commandType: z.string().nullable(),
  broughtBy: userRef,
  foundAt: utcMs,
  caseId: z.string().nullable(),
  caseCode: z.string().nullable(),
  personMasked: z.string().nullable(),
});
export type ContradictionView = z.infer<typeof contradictionView>;

const byContact = z.object({ contactId: id });
const nextAction = z.object({ what: z.string().min(1).max(500), by: utcMs.nullable() });

export const contactsContract = {
  /** F2 and F3. `cli` as typed or given by the telephone system; it yields candidates only. */
  start: procedure
    .input(
      z.object({
        channel: z.enum(CONTACT_CHANNELS),
        direction: z.enum(CONTACT_DIRECTIONS),
        cli: z.string().max(40).nullable(),
        waitedSeconds: z.int().min(0).nullable(),
        callbackId: id.nullable(),
      }),
    )
    .output(contactView),
  /** The caller's number, where it was not known at the start. */
  candidates: procedure.input(byContact).output(z.array(candidate)),
  mine: procedure.input(z.object({ includeEnded: z.boolean() })).output(z.array(contactView)),
  get: procedure.input(byContact).output(contactView),
  linkParty: procedure
    .input(z.object({ contactId: id, partyId: id, orderNo: id.nullable(), how: z.enum(['screen_pop', 'search']) }))
    .output(contactView),
  hold: procedure.input(byContact).output(contactView),
  resume: procedure.input(byContact).output(contactView),
  pauseRecording: procedure.input(byContact.extend({ reason: z.enum(['card_data', 'other']) })).output(contactView),
  resumeRecording: procedure.input(byContact).output(contactView),
  handOver: procedure.input(byContact.extend({ toUserId: id, note: z.string().min(1).max(2000) })).output(contactView),
  end: procedure.input(byContact.extend({ reason: z.enum(['completed', 'dropped']) })).output(contactView),
  wrapUp: procedure
    .input(
      byContact.extend({
        disposition: id,
        summary: z.string().max(2000),
        nextAction: nextAction.nullable(),
        promise: nextAction.nullable(),
      }),
    )
    .output(contactView),
  /** Newest first; a case's timeline includes that of its contacts. */
  timeline: procedure
    .input(z.object({ subject: subjectRef, cursor }))
    .output(z.object({ entries: z.array(timelineEntry), next: cursor })),
  /** Card data in the text is masked before storage and named in the answer (scenario 32). */
  note: procedure
    .input(z.object({ subject: subjectRef, text: text.min(1), corrects: id.nullable() }))
    .output(z.object({ noteId: z.string(), storedText: z.string(), cardDataRefused: z.array(z.string()) })),
  logCommunication: procedure
    .input(
      z.object({
        subject: subjectRef,
        type: z.enum(COMMUNICATION_TYPES),
        direction: z.enum(['inbound', 'outbound']),
        summary: text.min(1),
        disposition: id.nullable(),
        promise: z.object({ what: z.string().min(1).max(500), by: utcMs }).nullable(),
        isChaser: z.boolean(),
        /** Null: now. */
        happenedAt: utcMs.nullable(),
      }),
    )
    .output(z.object({ communicationId: z.string(), cardDataRefused: z.array(z.string()) })),
  /** What is open on a contact or a case and everything tied to it, the earliest date first. */
  followUps: procedure.input(z.object({ subject: subjectRef })).output(z.array(followUpView)),
  /** The same of this person: promised by them, or on what they own. */
  myFollowUps: procedure.output(z.array(followUpView)),
  finishFollowUp: procedure.input(z.object({ subject: subjectRef, followUpId: id })).output(nothing),
  /** What contradicts on this contact or case; with `null` everywhere, the oldest first. For supervisors: refuses `not_permitted`. */
  contradictions: procedure.input(z.object({ subject: subjectRef.nullable() })).output(z.array(contradictionView)),
  /** Refuses `not_found`, `not_permitted`, `order_has_open_case` while both cases are open. */
  settleContradiction: procedure
    .input(z.object({ subject: subjectRef, contradictionId: id, words: z.string().min(1).max(4000) }))
    .output(nothing),
  /** People a contact, case or task can be handed to. */
  colleagues: procedure.output(z.array(userRef.extend({ roles: z.array(z.string()) }))),
};

export const verificationContract = {
  start: procedure
    .input(
      z.object({
        contactId: id,
        partyId: id,
        orderNo: id.nullable(),
        subject: z.enum(VERIFICATION_SUBJECTS),
        purpose: z.enum(VERIFICATION_PURPOSES),
      }),
    )
    .output(contactView),
  /** Sends a one-time code to the registered mobile, whatever number the caller is on. */
  sendCode: procedure
    .input(byContact)
    .output(z.object({ sentToMasked: z.string(), outcome: z.enum(['accepted', 'unknown']), expiresAt: utcMs })),
  /**
   * Compares and forgets: values are never stored or echoed. An element seen at the counter carries `seen: true` and, where
   * there is one, its evidence. `not_matched` does not say which element it was.
   */
  submit: procedure
    .input(
      z.object({
        contactId: id,
        elements: z
          .array(
            z.object({ element, value: z.string().max(100).nullable(), seen: z.boolean(), evidenceId: id.nullable() }),
          )
          .min(1)
          .max(8),
      }),
    )
    .output(
      z.object({
        outcome: z.enum(['matched', 'level_reached', 'not_matched', 'session_failed', 'party_locked']),
        contact: contactView,
      }),
    ),
  refuse: procedure.input(byContact.extend({ reason: z.string().max(500) })).output(contactView),
  pendingMaterial: procedure
    .input(
      byContact.extend({ missing: z.array(z.string().max(60)).min(1).max(10), via: z.enum(['upload', 'store_visit']) }),
    )
    .output(contactView),
  challenge: procedure.input(byContact.extend({ reason: z.string().min(1).max(500) })).output(contactView),
  recordMandate: procedure
    .input(
      byContact.extend({
        agentName: z.string().max(60),
        /** As the mandate states them; null leaves what was recorded of the same person before. */
        agentIdNo: z.string().max(40).nullable(),
        agentMobile: z.string().max(40).nullable(),
        matter: z.string().max(500),
        acts: z.array(z.enum(['file_cancellation', 'withdraw', 'fee_consent', 'return_device', 'receive_documents'])),
        validFrom: utcMs,
        validTo: utcMs,
        signedOrSealed: z.boolean(),
        principalIdCopyEvidenceId: id.nullable(),
        mandateEvidenceId: id.nullable(),
        principalContactId: id.nullable(),
      }),
    )
    .output(contactView),
  /** The talks with the principal that a mandate can rest on, the newest first. */
  principalContacts: procedure.input(byContact).output(z.array(principalContact)),
  /** Calls the principal's registered number; the answer is the new contact, in which they are verified like any caller. */
  callPrincipal: procedure.input(byContact).output(contactView),
  recheck: procedure
    .input(byContact.extend({ element, value: z.string().max(100).nullable(), seen: z.boolean() }))
    .output(z.object({ matched: z.boolean(), contact: contactView })),
  /** Parties locked now, for a supervisor. */
  locked: procedure.output(
    z.array(
      partySummary.extend({
        lockedAt: utcMs,
        because: z.enum(['attempts_24h', 'sessions_7d']),
        attempts24h: z.int(),
        sessions7d: z.int(),
        /** From when an answered call to the registered number is proof enough. */
        callbackFrom: utcMs,
        /** Contacts with this party since the lock, newest first: the proof was given in one of them, and not in the supervisor's own. */
        contacts: z.array(
          z.object({
            contactId: z.string(),
            channel: z.enum(CONTACT_CHANNELS),
            direction: z.enum(CONTACT_DIRECTIONS),
            startedAt: utcMs,
            by: userRef,
          }),
        ),
      }),
    ),
  ),
  unlock: procedure
    .input(
      z.object({
        partyId: id,
        proof: z.enum(['originals_at_counter', 'callback_after_24h']),
        contactId: id.nullable(),
        evidenceIds: z.array(id),
        reason: z.string().min(1).max(500),
      }),
    )
    .output(nothing),
};
