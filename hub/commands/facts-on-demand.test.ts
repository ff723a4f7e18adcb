import { describe, expect, test } from 'vitest';
import type { Facts } from '../../domain/kernel/command.ts';
import { actorOf } from '../../domain/testing/given.ts';
import { decideWithFacts } from './facts-on-demand.ts';
import type { FactSource } from './facts-on-demand.ts';

const OTHER_CASE = { caseId: 'case-1', caseCode: 'C-1' };
const USER = { userId: 'agent-1', roles: actorOf('agent-1', 'agent').roles, branchId: 'branch-1', active: true };

/** Answers as a database does, a moment later, and writes down what it was asked. */
function sourceOf(answers: Partial<Facts> = {}): { source: FactSource; asked: string[] } {
  const asked: string[] = [];
  const later =
    <Q, A>(name: string, answer: (question: Q) => A) =>
    async (question: Q): Promise<A> => {
      asked.push(`${name} ${String(question)}`);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      return answer(question);
    };
  const source = {
    order: later('order', answers.order ?? (() => null)),
    party: later('party', answers.party ?? (() => null)),
    openCaseOfOrder: later('openCaseOfOrder', answers.openCaseOfOrder ?? (() => null)),
    user: later('user', answers.user ?? (() => null)),
    evidence: later('evidence', answers.evidence ?? (() => null)),
    callbacksInSlot: later('callbacksInSlot', answers.callbacksInSlot ?? (() => 0)),
  };
  return { source, asked };
}

describe('a decision that is made with facts from a database', () => {
  test('is what it would be with all of them at hand', async () => {
    const { source } = sourceOf({
      order: (orderNo) => ({ orderNo }) as ReturnType<Facts['order']>,
      party: (partyId) => ({ partyId }) as ReturnType<Facts['party']>,
      openCaseOfOrder: () => OTHER_CASE,
      user: (userId) => (userId === USER.userId ? USER : null),
      evidence: (evidenceId) => ({ evidenceId, sha256: 'f' }),
      callbacksInSlot: (slotStart) => slotStart / 2,
    });

    const decided = await decideWithFacts(source, (facts) => [
      facts.order('TA1'),
      facts.party('party-1'),
      facts.openCaseOfOrder('TA1'),
      facts.user('agent-1'),
      facts.user('nobody'),
      facts.evidence('evidence-1'),
      facts.callbacksInSlot(14),
    ]);

    expect(decided).toEqual([
      { orderNo: 'TA1' },
      { partyId: 'party-1' },
      OTHER_CASE,
      USER,
      null,
      { evidenceId: 'evidence-1', sha256: 'f' },
      7,
    ]);
  });

  test('fetches what it asks for once, nothing else, and what is not there is known not to be', async () => {
    const { source, asked } = sourceOf();

    await decideWithFacts(source, (facts) => {
      if (facts.order('TA1') === null) facts.user('agent-1');
      else facts.party('party-1');
      return [facts.order('TA1'), facts.callbacksInSlot(0), facts.order('TA2')];
    });

    expect(asked).toEqual(['order TA1', 'user agent-1', 'callbacksInSlot 0', 'order TA2']);
  });

  test('asks nothing where it needs nothing', async () => {
    const { source, asked } = sourceOf();

    expect([await decideWithFacts(source, () => 5), asked]).toEqual([5, []]);
  });

  test('fails as its decider or its database fails, and does not try again', async () => {
    const { source, asked } = sourceOf({
      party: () => {
        throw new Error('the database is gone');
      },
    });
    let tries = 0;
    const failing = decideWithFacts(source, () => {
      tries += 1;
      throw new Error('a bug');
    });

    await expect(failing).rejects.toMatchObject({ name: 'DecisionFailed', cause: { message: 'a bug' } });
    await expect(decideWithFacts(source, (facts) => facts.party('party-1'))).rejects.toThrow('the database is gone');
    expect([tries, asked]).toEqual([1, ['party party-1']]);
  });

  test('that goes on asking for ever is a bug and ends', async () => {
    const { source } = sourceOf();
    let next = 0;

    await expect(decideWithFacts(source, (facts) => facts.order(`TA${(next += 1)}`))).rejects.toThrow('more than');
  });
});
