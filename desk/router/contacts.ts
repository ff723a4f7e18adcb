import { listUsers } from '../../db/queries/users.ts';
import { endContact } from '../../domain/contacts/end-contact.ts';
import { holdContact } from '../../domain/contacts/hold-contact.ts';
import { pauseRecording } from '../../domain/contacts/pause-recording.ts';
import { resumeContact } from '../../domain/contacts/resume-contact.ts';
import { resumeRecording } from '../../domain/contacts/resume-recording.ts';
import { startContact } from '../../domain/contacts/start-contact.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { finishContact } from '../services/callback-calls.ts';
import { handOver } from '../services/hand-over.ts';
import { addNote, finishFollowUp, logCommunication, settleContradiction } from '../services/records.ts';
import { linkContact, numberAsGiven } from '../services/start-contact.ts';
import { candidatesOf, contactsOf, contactView } from '../views/contact.ts';
import { contradictionsOf } from '../views/contradictions.ts';
import { followUpsOf, myFollowUps } from '../views/follow-ups.ts';
import { loadContact } from '../views/load.ts';
import { timelineOf } from '../views/timeline.ts';
import type { Procedures } from './base.ts';
import { refused, valueOf } from './base.ts';
import { mayRead } from './reading.ts';

/** Calls and visits: started, held, handed over, noted, wrapped up. Every change answers with the contact as it stands then. */
export function createContactsRouter(deps: DeskDeps, { signedIn }: Procedures) {
  const { db, newId, execute } = deps;
  const viewAfter = (done: Result<unknown>, contactId: string) => {
    valueOf(done);
    return valueOf(contactView(deps, contactId));
  };
  return {
    start: signedIn.contacts.start.handler(({ context, input: { cli, ...start } }) => {
      const contactId = newId();
      const number = valueOf(numberAsGiven(cli, 'cli'));
      return viewAfter(execute(context.user.actor, startContact, { contactId, ...start, cli: number }), contactId);
    }),
    candidates: signedIn.contacts.candidates.handler(({ context, input }) => {
      valueOf(mayRead(context.user.actor));
      const contact = loadContact(db, input.contactId);
      return contact === null ? refused(refuse('not_found', { kind: 'contact' }).refusal) : candidatesOf(deps, contact);
    }),
    mine: signedIn.contacts.mine.handler(({ context, input }) =>
      contactsOf(deps, context.user.userId, input.includeEnded),
    ),
    get: signedIn.contacts.get.handler(({ context, input }) => {
      valueOf(mayRead(context.user.actor));
      return valueOf(contactView(deps, input.contactId));
    }),
    linkParty: signedIn.contacts.linkParty.handler(({ context, input }) =>
      viewAfter(linkContact(deps, context.user.actor, input), input.contactId),
    ),
    hold: signedIn.contacts.hold.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, holdContact, input), input.contactId),
    ),
    resume: signedIn.contacts.resume.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, resumeContact, input), input.contactId),
    ),
    pauseRecording: signedIn.contacts.pauseRecording.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, pauseRecording, input), input.contactId),
    ),
    resumeRecording: signedIn.contacts.resumeRecording.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, resumeRecording, input), input.contactId),
    ),
    handOver: signedIn.contacts.handOver.handler(({ context, input }) =>
      viewAfter(handOver(deps, context.user.actor, input), input.contactId),
    ),
    end: signedIn.contacts.end.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, endContact, input), input.contactId),
    ),
    wrapUp: signedIn.contacts.wrapUp.handler(({ context, input: { promise, ...wrapUp } }) => {
      // A promise has a date, or it is none.
      if (promise !== null && promise.by === null) return refused(noDate);
      const dated = promise === null || promise.by === null ? null : { what: promise.what, by: promise.by };
      const done = finishContact(deps, context.user.actor, { ...wrapUp, promise: dated });
      return viewAfter(done, wrapUp.contactId);
    }),
    timeline: signedIn.contacts.timeline.handler(({ context, input }) => {
      valueOf(mayRead(context.user.actor));
      return valueOf(timelineOf(deps, input.subject, input.cursor));
    }),
    note: signedIn.contacts.note.handler(({ context, input }) => valueOf(addNote(deps, context.user.actor, input))),
    logCommunication: signedIn.contacts.logCommunication.handler(({ context, input }) =>
      valueOf(logCommunication(deps, context.user.actor, input)),
    ),
    followUps: signedIn.contacts.followUps.handler(({ context, input }) => {
      valueOf(mayRead(context.user.actor));
      return valueOf(followUpsOf(deps, input.subject));
    }),
    myFollowUps: signedIn.contacts.myFollowUps.handler(({ context }) => myFollowUps(deps, context.user.userId)),
    finishFollowUp: signedIn.contacts.finishFollowUp.handler(({ context, input }) => {
      valueOf(finishFollowUp(deps, context.user.actor, input));
      return {};
    }),
    contradictions: signedIn.contacts.contradictions.handler(({ context, input }) => {
      valueOf(mayAct('settle_contradiction', context.user.actor));
      return contradictionsOf(deps, input.subject);
    }),
    settleContradiction: signedIn.contacts.settleContradiction.handler(({ context, input }) => {
      valueOf(settleContradiction(deps, context.user.actor, input));
      return {};
    }),
    colleagues: signedIn.contacts.colleagues.handler(() =>
      listUsers(db)
        .filter(({ active }) => active)
        .map(({ userId, displayName, roles }) => ({ userId, displayName, roles: [...roles] })),
    ),
  };
}

const noDate = refuse('invalid_input', { path: 'promise.by', code: 'required' }).refusal;
