import { afterEach, beforeEach, expect, it } from 'vitest';
import { application } from '../../domain/cases/testing/filing.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient } from '../testing/opened-desk.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { answersOf, beginVerifying, openScenarioDesk, OWNER } from '../testing/scenario-desk.ts';

let opened: ScenarioDesk;
let agent: DeskClient;

beforeEach(async () => {
  opened = await openScenarioDesk();
  opened.haveOrder(application);
  agent = await opened.as('agent-1', 'agent');
});
afterEach(() => opened.dispose());

const WRONG_ID = { person_name: OWNER.personName, id_no_last6: '000000' };

it('a lock is lifted a day later by a call to the registered number: answered, seen by a colleague, done by a supervisor', async () => {
  let supervisor = await opened.as('supervisor-1', 'supervisor');
  const { partyId } = (await agent.orders.get({ orderNo: application.orderNo, contactId: null })).party;
  for (const tries of [3, 2]) {
    const { contactId } = await beginVerifying(agent);
    for (let wrong = 0; wrong < tries; wrong += 1) {
      await agent.verification.submit({ contactId, elements: answersOf(WRONG_ID) });
    }
  }
  const unlock = (contactId: string) =>
    supervisor.verification.unlock({
      partyId,
      proof: 'callback_after_24h',
      contactId,
      evidenceIds: [],
      reason: '回拨预留号码，本人接听并确认',
    });
  /** Promised, dialled, begun for the unlocking. */
  const callBack = async () => {
    const { callbackId } = await agent.callbacks.schedule({
      contactId: null,
      caseId: null,
      partyId,
      topic: 'verification',
      numberSource: 'registered',
      statedNumber: null,
      slotStart: opened.desk().deps.now() + 15 * MINUTE_MS,
      note: '',
    });
    const { contactId } = await agent.callbacks.dial({ callbackId });
    const session = { contactId, partyId, orderNo: null, subject: 'self', purpose: 'unlock' } as const;
    return { callbackId, begun: await agent.verification.start(session) };
  };
  const answer = (contactId: string) =>
    agent.verification.submit({ contactId, elements: answersOf({ registered_callback: null }) });

  const early = await callBack();
  await answer(early.begun.contactId);
  const tooEarly = await refusalFrom(unlock(early.begun.contactId));
  opened.pass(24 * HOUR_MS);
  // A day later everybody signs in again.
  agent = await opened.as('agent-1', 'agent');
  supervisor = await opened.as('supervisor-1', 'supervisor');
  const onTime = await callBack();
  const unanswered = await refusalFrom(unlock(onTime.begun.contactId));
  const answered = await answer(onTime.begun.contactId);
  const [locked] = await supervisor.verification.locked();
  await unlock(onTime.begun.contactId);
  const again = await beginVerifying(agent);

  expect(early.begun.verification).toMatchObject({ partyLocked: true, reach: [] });
  expect(tooEarly).toMatchObject({ code: 'unlock_needs_proof', data: { callbackFrom: NOW + 24 * HOUR_MS } });
  expect(onTime.begun.verification.reach).toEqual([{ level: 'L2', anyOf: [['registered_callback']] }]);
  expect(unanswered.code).toBe('unlock_needs_proof');
  expect(answered.contact.verification).toMatchObject({ level: 'L0', matched: ['registered_callback'], reach: [] });
  expect(locked).toMatchObject({ partyId, callbackFrom: NOW + 24 * HOUR_MS });
  expect(locked?.contacts[0]).toMatchObject({ contactId: onTime.begun.contactId, direction: 'outbound' });
  expect(await supervisor.verification.locked()).toEqual([]);
  expect(again.verification).toMatchObject({ partyLocked: false, partyFailedAttempts24h: 0, attemptsLeft: 3 });
});
