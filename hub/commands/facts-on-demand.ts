/**
 * A decider asks for facts and is answered at once, which PostgreSQL cannot do. So a decision is tried with the facts that
 * are known; where it asks for one that is not, the attempt is given up, the fact is fetched, and the decision is made anew.
 * Deciders are pure, so an attempt given up has done nothing (docs/adr/0008).
 */
import type { Facts } from '../../domain/kernel/command.ts';

/** The same questions as {@link Facts}, answered when the database has. Inside the transaction that decides. */
export type FactSource = {
  readonly [Name in keyof Facts]: (...question: Parameters<Facts[Name]>) => Promise<ReturnType<Facts[Name]>>;
};

/** More questions than any decision has: whoever goes on asking asks for something else each time, which is a bug. */
const MOST_QUESTIONS = 1_000;

type Asked = { readonly [Name in keyof Facts]: readonly [Name, ...Parameters<Facts[Name]>] }[keyof Facts];

class UnknownFact extends Error {
  readonly asked: Asked;

  constructor(asked: Asked) {
    super(`not known yet: ${asked[0]}`);
    this.asked = asked;
  }
}

/** A decider threw: a bug in a rule, not a failing database. */
export class DecisionFailed extends Error {
  override readonly name = 'DecisionFailed';

  constructor(cause: unknown) {
    super('a decision failed', { cause });
  }
}

/** What `decide` answers once it has been given every fact that it asks for. Each is fetched once. Throws {@link DecisionFailed} where it throws. */
export async function decideWithFacts<T>(source: FactSource, decide: (facts: Facts) => T): Promise<T> {
  const known = new Map<string, unknown>();
  const facts = factsKnownFrom(known);
  for (let questions = 0; questions <= MOST_QUESTIONS; questions += 1) {
    try {
      return decide(facts);
    } catch (error) {
      if (!(error instanceof UnknownFact)) throw new DecisionFailed(error);
      known.set(keyOf(error.asked), await fetchFact(source, error.asked));
    }
  }
  throw new Error(`a decision asked for more than ${MOST_QUESTIONS} facts`);
}

function factsKnownFrom(known: ReadonlyMap<string, unknown>): Facts {
  const answer = (asked: Asked): unknown => {
    const key = keyOf(asked);
    if (!known.has(key)) throw new UnknownFact(asked);
    return known.get(key);
  };
  return {
    order: (orderNo) => answer(['order', orderNo]) as ReturnType<Facts['order']>,
    party: (partyId) => answer(['party', partyId]) as ReturnType<Facts['party']>,
    openCaseOfOrder: (orderNo) => answer(['openCaseOfOrder', orderNo]) as ReturnType<Facts['openCaseOfOrder']>,
    user: (userId) => answer(['user', userId]) as ReturnType<Facts['user']>,
    evidence: (evidenceId) => answer(['evidence', evidenceId]) as ReturnType<Facts['evidence']>,
    callbacksInSlot: (slotStart) => answer(['callbacksInSlot', slotStart]) as number,
  };
}

function keyOf(asked: Asked): string {
  return JSON.stringify(asked);
}

async function fetchFact(source: FactSource, asked: Asked): Promise<unknown> {
  switch (asked[0]) {
    case 'callbacksInSlot':
      return source.callbacksInSlot(asked[1]);
    default:
      return source[asked[0]](asked[1]);
  }
}
