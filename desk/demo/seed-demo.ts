import { transaction } from '../../db/open/database.ts';
import { recordOrder } from '../../db/queries/record-order.ts';
import { getUserByLogin } from '../../db/queries/users.ts';
import { recordElements } from '../../domain/contacts/record-elements.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../domain/kernel/units.ts';
import { localDateOf, startOfDay } from '../../domain/policy/calendar.ts';
import { fillerOrders, storyOrders } from './orders.ts';
import { DemoTeller, UNKNOWN_CALLER, type DemoDesk } from './stories.ts';

/** How many orders the demonstration holds, stories and filler together. */
export const DEMO_ORDERS = 2_000;
const BATCH = 500;

/**
 * Fills an empty desk with made-up orders and fourteen cases: in review, waiting for materials, in execution, rejected, taken down,
 * withdrawn and expired. `now` is the moment the demonstration is made: every story lies before it. For an empty desk that has its people (`seedDemoPeople`).
 */
export function seedDemo(desk: DemoDesk, now: UtcMs, newId: () => string): void {
  const stories = storyOrders(now);
  const told = Object.values(stories);
  const all = [...told, ...fillerOrders(DEMO_ORDERS - told.length, now)];
  for (let from = 0; from < all.length; from += BATCH) {
    transaction(
      desk.db,
      () => {
        for (const order of all.slice(from, from + BATCH))
          recordOrder(desk.db, order, { at: now, source: 'demo', newId });
      },
      'orders',
    );
  }
  tellStories(new DemoTeller(desk), (login) => signedIn(desk, login), stories, now);
}

/** Somebody of the demonstration at this desk (`people.ts`). */
function signedIn(desk: DemoDesk, login: string): Actor {
  const user = getUserByLogin(desk.db, login);
  if (user === null) throw new Error('The demonstration has no such person.');
  return { userId: user.userId, roles: user.roles, branchId: user.branchId, deskId: desk.deskId };
}

/** A quarter-hour of tomorrow, ten in the morning in Shanghai. */
function tomorrowAtTen(now: UtcMs): UtcMs {
  return startOfDay(localDateOf(now + DAY_MS)) + 10 * HOUR_MS;
}

function tellStories(
  teller: DemoTeller,
  as: (login: string) => Actor,
  stories: ReturnType<typeof storyOrders>,
  now: UtcMs,
): void {
  const [agentA, agentB, clerk] = [as('agent1'), as('agent2'), as('clerk1')];
  const [supervisorA, supervisorB] = [as('supervisor1'), as('supervisor2')];
  const no = (name: keyof typeof stories): string => stories[name].order.orderNo;

  // Nothing shipped yet: approved at once, the refund waits for finance (scenario 01).
  const quick = teller.file({
    orderNo: no('secondSubmitted'),
    by: agentA,
    at: now - 3 * HOUR_MS,
    channel: 'phone',
    reasonCode: 'personal_need_change',
    said: '客户称门面还没定下来，暂时不需要机器。',
  });
  teller.chase(quick.caseId, agentB, now - HOUR_MS);

  // Within seven days: in the review queue.
  teller.file({
    orderNo: no('thirdDelivered'),
    by: agentB,
    at: now - 5 * HOUR_MS,
    channel: 'phone',
    reasonCode: 'budget',
    said: '客户称近期资金紧张，机器未拆封。',
    condition: { opened: false, tested: false, damaged: false, activatedBy: null },
  });

  // Late: in review, the published fee consented to (scenario 11).
  teller.file({
    orderNo: no('lateReturn'),
    by: agentB,
    at: now - 26 * HOUR_MS,
    channel: 'phone',
    reasonCode: 'competitor_offer',
    said: '客户来电，称别家费率更低。',
    condition: { opened: true, tested: false, damaged: false, activatedBy: null },
  });

  // In use: approved by a supervisor, device to come back, terminal to be unbound (scenario 12).
  const used = teller.file({
    orderNo: no('inUse'),
    by: agentA,
    at: now - 2 * DAY_MS,
    channel: 'phone',
    reasonCode: 'tech_upgrade',
    said: '客户要换新款机型，旧机不再使用。',
    condition: { opened: true, tested: true, damaged: false, activatedBy: 'customer' },
  });
  teller.approve(used.caseId, supervisorA, now - 2 * DAY_MS + 2 * HOUR_MS, '符合服务合同解除条件。');

  // Paid to a salesperson: approved, our part is the written answer (scenario 15).
  const toIndividual = teller.file({
    orderNo: no('paidToSalesperson'),
    by: agentB,
    at: now - 30 * HOUR_MS,
    channel: 'phone',
    reasonCode: 'deposit_not_returned',
    said: '客户称押金微信转给了业务员，一直没退。',
    condition: { opened: true, tested: false, damaged: false, activatedBy: null },
  });
  teller.approve(
    toIndividual.caseId,
    supervisorB,
    now - 28 * HOUR_MS,
    '款项由业务员个人收取，转代理商管理并书面答复客户。',
  );

  // Rejected: with its routes.
  const refused = teller.file({
    orderNo: no('company'),
    by: agentA,
    at: now - 3 * DAY_MS,
    channel: 'phone',
    reasonCode: 'budget',
    said: '公司称预算调整，要求无条件退货。',
    condition: { opened: true, tested: true, damaged: true, activatedBy: null },
  });
  teller.reject(refused.caseId, supervisorA, now - 3 * DAY_MS + 3 * HOUR_MS, 'not_intact');

  // Waiting for what the supervisor asked for.
  const waiting = teller.file({
    orderNo: no('lastMonth'),
    by: clerk,
    at: now - 4 * DAY_MS,
    channel: 'walk_in',
    reasonCode: 'personal_need_change',
    said: '客户到店，合同原件没带。',
    condition: { opened: true, tested: false, damaged: false, activatedBy: null },
  });
  teller.askFor(waiting.caseId, supervisorB, now - 4 * DAY_MS + HOUR_MS, ['contract']);
  teller.chase(waiting.caseId, agentA, now - DAY_MS);

  // On its way out: to be intercepted.
  const onTheWay = teller.file({
    orderNo: no('onTheWay'),
    by: agentB,
    at: now - 8 * HOUR_MS,
    channel: 'phone',
    reasonCode: 'personal_need_change',
    said: '客户称不要了，货还在路上。',
  });
  teller.approve(onTheWay.caseId, supervisorA, now - 7 * HOUR_MS, '');

  // Card payments: one settled and waiting for review, one the platform calls irrevocable (scenario 33).
  teller.file({
    orderNo: no('settledCard'),
    by: agentA,
    at: now - 90 * MINUTE_MS,
    channel: 'phone',
    reasonCode: 'operator_error',
    said: '商户称重复刷了一笔，要求退给持卡人。',
  });
  teller.file({
    orderNo: no('autoGenerated'),
    by: agentB,
    at: now - 6 * HOUR_MS,
    channel: 'phone',
    reasonCode: 'auto_generated_irrevocable',
    said: '系统自动生成的订单，商户称没有交易。',
  });

  // Above a supervisor's limit: two people approve.
  teller.file({
    orderNo: no('largeCard'),
    by: agentA,
    at: now - 100 * MINUTE_MS,
    channel: 'phone',
    reasonCode: 'operator_error',
    said: '商户称金额多输了一位，要求整笔退回重做。',
  });

  // Thought better of it: withdrawn, the order stands as before.
  const kept = teller.file({
    orderNo: no('keptAfterAll'),
    by: agentB,
    at: now - 27 * HOUR_MS,
    channel: 'phone',
    reasonCode: 'personal_need_change',
    said: '客户称店面要搬，暂时用不上。',
    condition: { opened: false, tested: false, damaged: false, activatedBy: null },
  });
  teller.withdraw(
    kept.caseId,
    no('keptAfterAll'),
    agentA,
    now - 25 * HOUR_MS,
    '客户来电称新店面已定，机器继续用，撤回申请。',
  );

  // Never came back with the card: seven days after the day on which it was taken down, the request has expired.
  teller.takeDownInVain(no('neverCameBack'), agentB, now - 10 * DAY_MS, now - DAY_MS);

  // Could not be verified: taken down, a callback booked (scenario 02).
  teller.takeDown(no('unverified'), agentA, now - 2 * HOUR_MS, tomorrowAtTen(now));

  // Five wrong elements in a day, on the phone and at the counter: locked (scenario 03).
  const locked = teller.order(no('toBeLocked'));
  const first = teller.meet(agentB, now - 4 * HOUR_MS, 'phone', locked, UNKNOWN_CALLER);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (attempt === 0) teller.verify(first, agentB, now - 4 * HOUR_MS + MINUTE_MS, locked, ['id_no_last6'], 'mismatch');
    else
      teller.tell(now - 4 * HOUR_MS + (attempt + 2) * MINUTE_MS, agentB, recordElements, {
        contactId: first,
        partyId: locked.partyId,
        checks: [{ element: 'id_no_last6', result: 'mismatch', evidenceId: null }],
      });
  }
  teller.wrapUp(first, agentB, now - 4 * HOUR_MS + 10 * MINUTE_MS, 'callback_booked', '请客户携证件到店');
  const second = teller.meet(clerk, now - 3 * HOUR_MS, 'walk_in', locked);
  teller.verify(second, clerk, now - 3 * HOUR_MS + MINUTE_MS, locked, ['id_card_original'], 'mismatch');
  teller.tell(now - 3 * HOUR_MS + 3 * MINUTE_MS, clerk, recordElements, {
    contactId: second,
    partyId: locked.partyId,
    checks: [{ element: 'id_card_original', result: 'mismatch', evidenceId: null }],
  });
  teller.wrapUp(second, clerk, now - 3 * HOUR_MS + 10 * MINUTE_MS, 'callback_booked', '等待主管解锁');
}
