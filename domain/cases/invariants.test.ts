import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../kernel/actor.ts';
import type { CommandDefinition } from '../kernel/command.ts';
import { MINUTE_MS } from '../kernel/units.ts';
import {
  MONEY_COMPONENT_TYPES,
  PAYEE_TYPES,
  PAYMENT_STATUSES,
  TENDERS,
  TXN_STATES,
  type Order,
} from '../orders/order.ts';
import { NOW, actorOf, agent, clerk, given, supervisor, type Story, type World } from '../testing/given.ts';
import { approveCase } from './approve-case.ts';
import { attachContact } from './attach-contact.ts';
import { fileCancellation } from './file-cancellation.ts';
import { isOpenCase } from './open-states.ts';
import { receiveMaterial } from './receive-material.ts';
import { rejectCase } from './reject-case.ts';
import { requestInfo } from './request-info.ts';
import type { CaseState } from './state.ts';
import {
  application,
  delivered,
  deviceToCome,
  filing,
  finance,
  secondSupervisor,
  transaction,
  verifiedContact,
  worldOf,
} from './testing/filing.ts';
import { withdrawCase } from './withdraw-case.ts';

/** Two of them hold two roles each: the same person may, but never both sides of one act. */
const people: readonly Actor[] = [
  agent,
  clerk,
  supervisor,
  secondSupervisor,
  finance,
  actorOf('agent-2', 'agent', 'supervisor'),
  actorOf('finance-2', 'finance', 'agent'),
];
const caseIds = ['case-1', 'case-2'];
const contactOf = (person: Actor) => `contact-${person.userId}`;

type Step = readonly [
  what: 'file' | 'attach' | 'ask' | 'receive' | 'approve' | 'reject' | 'withdraw',
  caseId: string,
  who: Actor,
];
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom('file', 'file', 'attach', 'ask', 'receive', 'approve', 'approve', 'reject', 'withdraw'),
  fc.constantFrom(...caseIds),
  fc.constantFrom(...people),
);

const cases = (story: Story): readonly CaseState[] => caseIds.flatMap((id) => story.streams.case(id) ?? []);

/** Does what was asked for, as a desk would: what is refused leaves everything as it was. */
function next(story: Story, [what, caseId, actor]: Step, orders: readonly Order[]): Story {
  const open = cases(story).find((state) => isOpenCase(state.status));
  const world = worldOf(orders, { actor, facts: { openCaseOfOrder: () => (open === undefined ? null : open) } });
  const contactId = contactOf(actor);
  const attempt = <P>(command: CommandDefinition<string, P>, payload: P, at: World = world): Story =>
    story.when(command, payload, at).ok ? story.after(command, payload, at) : story;
  const item = { materialId: 'contract', state: 'received', evidenceId: null } as const;
  const refusal = {
    reasonCode: 'window_passed',
    clause: '条款',
    remedy: '补救',
    appealRoute: '申诉',
    complaintRoute: '12363',
  };
  const orderNo = orders[0]?.orderNo ?? '';
  const doing: Readonly<Record<typeof what, () => Story>> = {
    file: () => attempt(fileCancellation, filing({ caseId, contactId, orderNo, materials: deviceToCome })),
    attach: () => attempt(attachContact, { caseId, contactId, because: 'second_filing' }),
    ask: () => attempt(requestInfo, { caseId, materials: ['contract'], message: '请补合同' }),
    receive: () => attempt(receiveMaterial, { caseId, partyId: 'party-1', item }),
    approve: () => attempt(approveCase, { caseId, reason: '同意' }),
    reject: () => attempt(rejectCase, { caseId, ...refusal }),
    withdraw: () => attempt(withdrawCase, { caseId, contactId, partyId: 'party-1', reason: '改主意' }),
  };
  return doing[what]();
}

const contacts = people.flatMap((by) => verifiedContact({ contactId: contactOf(by), by, at: NOW - 10 * MINUTE_MS }));

describe('in any order of commands', () => {
  const orders = fc.constantFrom<Order>(application, delivered(3), delivered(40));

  test('nobody approves what they asked for or changed, and two approvals are two people', () => {
    let approvals = 0;
    fc.assert(
      fc.property(orders, fc.array(step, { minLength: 8, maxLength: 16 }), (order, steps) => {
        const story = steps.reduce((so, each) => next(so, each, [order]), given(contacts, worldOf([order])));
        for (const state of cases(story)) {
          const approvers = state.approvals.map((approval) => approval.userId);
          approvals += approvers.length;
          expect(approvers).not.toContain(state.requestedBy);
          expect(new Set(approvers).size).toBe(approvers.length);
        }
        // Who changed the case before an approval: read from the events, not from the state the rule itself looks at.
        for (const [index, event] of story.events.entries()) {
          if (event.type !== 'ApprovalGiven') continue;
          const before = story.events.slice(0, index).filter((each) => each.stream === event.stream);
          const editors = before.filter(
            (each) => each.type === 'MaterialReceived' || each.type === 'CancellationFiled',
          );
          expect(editors.map((each) => each.actor.userId)).not.toContain(event.actor.userId);
        }
      }),
      { numRuns: 300, seed: 42 },
    );
    expect(approvals).toBeGreaterThan(50);
  });

  test('scenario 06: an order has at most one open case', () => {
    fc.assert(
      fc.property(orders, fc.array(step, { maxLength: 14 }), (order, steps) => {
        let story = given(contacts, worldOf([order]));
        for (const each of steps) {
          story = next(story, each, [order]);
          expect(cases(story).filter((state) => isOpenCase(state.status)).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 200, seed: 43 },
    );
  });
});

describe('the money of an approval', () => {
  const component = fc.record({
    type: fc.constantFrom(...MONEY_COMPONENT_TYPES),
    amountFen: fc.integer({ min: 0, max: 100_000 }),
    payeeType: fc.constantFrom(...PAYEE_TYPES),
    paidVia: fc.constantFrom('wechat', 'cash', null),
  });
  const slip = ['sales_slip', 'payment_proof', 'device_and_accessories', 'cash_receipt', 'debit_proof'].map(
    (materialId) => ({ materialId, state: 'received', evidenceId: null }) as const,
  );

  /** Files, then approves twice by different people over the order as it has become. */
  function approvedTasks(order: Order, later: Order) {
    const filed = given(verifiedContact(), worldOf([order])).when(
      fileCancellation,
      filing({ orderNo: order.orderNo, materials: slip }),
    );
    if (!filed.ok) return [];
    let story = given(verifiedContact(), worldOf([order])).after(
      fileCancellation,
      filing({ orderNo: order.orderNo, materials: slip }),
    );
    for (const actor of [supervisor, secondSupervisor]) {
      const world = worldOf([later], { actor });
      const decided = story.when(approveCase, { caseId: 'case-1', reason: '同意' }, world);
      if (decided.ok) story = story.after(approveCase, { caseId: 'case-1', reason: '同意' }, world);
    }
    return story.streams.case('case-1')?.tasks.map(({ task }) => task) ?? [];
  }

  const sumOf = (tasks: ReturnType<typeof approvedTasks>) =>
    tasks.reduce((sum, task) => (task.kind === 'refund' ? sum + task.amountFen : sum), 0);

  test('never exceeds what was paid for an application, and every task says who, by when and what next', () => {
    let created = 0;
    const delivery = fc.constantFrom(
      application,
      delivered(3),
      delivered(40),
      delivered(60, { txnCount: 9, status: 'active', terminalStatus: 'transacting' }),
    );
    fc.assert(
      fc.property(
        delivery,
        fc.array(component, { maxLength: 5 }),
        fc.constantFrom(...PAYMENT_STATUSES),
        (base, components, paymentStatus) => {
          const order = { ...base, components };
          const tasks = approvedTasks(order, { ...order, paymentStatus });
          const paid = components.reduce((sum, each) => sum + each.amountFen, 0);
          created += tasks.length;
          expect(sumOf(tasks)).toBeLessThanOrEqual(paid);
          for (const task of tasks) {
            expect(task.dueAt !== null || task.clock !== null).toBe(true);
            expect([task.ownerRole, task.nextStep].every((words) => words !== '')).toBe(true);
          }
        },
      ),
      { numRuns: 300, seed: 44 },
    );
    expect(created).toBeGreaterThan(100);
  });

  test('never exceeds what is left of a transaction at the approval', () => {
    let created = 0;
    const amounts = fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }));
    const states = fc.tuple(fc.constantFrom(...TXN_STATES), fc.constantFrom(...TXN_STATES));
    fc.assert(
      fc.property(amounts, states, fc.constantFrom(...TENDERS), ([amountFen, share], [state, stateLater], tender) => {
        const refundedFen = Math.floor(amountFen * share);
        const order = { ...transaction, amountFen, state, tender };
        const later = { ...order, state: stateLater, refundedFen };
        const tasks = approvedTasks(order, later);
        created += tasks.length;
        const before = approvedAtOnceTasks(order);
        const left = before > 0 ? amountFen : amountFen - refundedFen;
        expect(sumOf(tasks)).toBeLessThanOrEqual(left);
      }),
      { numRuns: 400, seed: 45 },
    );
    expect(created).toBeGreaterThan(50);
  });

  /** How many tasks the filing itself made, where it was approved at once on the order as filed. */
  function approvedAtOnceTasks(order: Order): number {
    const payload = filing({ orderNo: order.orderNo, materials: slip });
    const decided = given(verifiedContact(), worldOf([order])).when(fileCancellation, payload);
    return decided.ok ? decided.value.filter((event) => event.type === 'TaskCreated').length : 0;
  }
});
