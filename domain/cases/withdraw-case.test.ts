import { describe, expect, test } from 'vitest';
import { eventsOf, given, supervisor, type Story } from '../testing/given.ts';
import { approveCase } from './approve-case.ts';
import { fileCancellation } from './file-cancellation.ts';
import { contactOnly, delivered, deviceToCome, filing, verifiedContact, worldOf } from './testing/filing.ts';
import { withdrawCase } from './withdraw-case.ts';

const caseId = 'case-1';
const world = worldOf([delivered(3)]);
const approved = given([...verifiedContact(), ...contactOnly({ contactId: 'contact-2' })], world)
  .after(fileCancellation, filing({ materials: deviceToCome }))
  .after(approveCase, { caseId, reason: '' }, { actor: supervisor });

function stateOf(story: Story) {
  const state = story.streams.case(caseId);
  if (state === null) throw new Error('no such case');
  return state;
}
const taskId = stateOf(approved).tasks[0]?.task.taskId ?? '';

describe('withdrawing', () => {
  const withdraw = { caseId, contactId: 'contact-1', partyId: 'party-1', reason: '改主意了' };

  test('cancels the open tasks, and links a contact that is new to the case', () => {
    const events = eventsOf(approved.when(withdrawCase, withdraw));
    const tasks = stateOf(approved).tasks.map(({ task }) => task.taskId);

    expect(events).toEqual([
      { stream: 'case/case-1', type: 'CaseWithdrawn', data: { contactId: 'contact-1', reason: '改主意了' } },
      ...tasks.map((id) => ({
        stream: 'case/case-1',
        type: 'TaskCancelled',
        data: { taskId: id, because: 'case_withdrawn' },
      })),
    ]);

    const again = given([...approved.events, ...verifiedContact({ contactId: 'contact-3' })], world);
    expect(eventsOf(again.when(withdrawCase, { ...withdraw, contactId: 'contact-3' })).at(-1)).toEqual({
      stream: 'contact/contact-3',
      type: 'ContactCaseLinked',
      data: { caseId, how: 'attached' },
    });
  });

  test('leaves alone a task that is over', () => {
    const one = given(
      [
        ...approved.events,
        { stream: 'case/case-1', type: 'TaskCancelled', data: { taskId, because: 'case_withdrawn' } },
      ],
      world,
    );

    expect(stateOf(one).tasks.map(({ status }) => status)).toEqual(['cancelled', 'open']);
    expect(eventsOf(one.when(withdrawCase, withdraw)).filter(({ type }) => type === 'TaskCancelled')).toHaveLength(1);
  });

  test('is not too late for what was so at filing, nor for an order that has vanished', () => {
    const back = delivered(3, { paymentStatus: 'partially_refunded', terminalStatus: 'returned' });
    const early = given(verifiedContact(), worldOf([back])).after(
      fileCancellation,
      filing({ materials: deviceToCome }),
    );

    expect(early.when(withdrawCase, withdraw).ok).toBe(true);
    expect(approved.when(withdrawCase, withdraw, worldOf([])).ok).toBe(true);
    expect(approved.when(withdrawCase, withdraw, worldOf([delivered(3, { paymentStatus: 'unpaid' })])).ok).toBe(true);
  });
});
