import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordedDomainEvent } from '../events.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../kernel/units.ts';
import { agent, given, minutesAfter, NOW, type GivenEvent } from '../testing/given.ts';
import { emptyParty, evolveParty } from './evolve.ts';
import { attemptsAt, lockDueTo } from './lock.ts';

const stream = 'party/party-1';
const wrong = (at: UtcMs): GivenEvent => ({
  stream,
  type: 'PartyAttemptFailed',
  data: { contactId: 'contact-1', sessionId: 'session-1', element: 'id_no_last6' },
  at,
});
const sessionFailed = (at: UtcMs): GivenEvent => ({
  stream,
  type: 'PartySessionFailed',
  data: { contactId: 'contact-1', sessionId: 'session-1' },
  at,
});
const locked = (at: UtcMs): GivenEvent => ({ stream, type: 'PartyLocked', data: { because: 'attempts_24h' }, at });
const unlocked = (at: UtcMs): GivenEvent => ({
  stream,
  type: 'PartyUnlocked',
  data: { proof: 'originals_at_counter', contactId: 'visit-1', evidenceIds: ['evidence-1'], reason: '本人到店' },
  at,
});
const partyAfter = (...events: readonly GivenEvent[]) => given(events).streams.party('party-1');

describe('when wrong answers lock a party', () => {
  test('five within 24 hours do, the 24th hour included (L-07)', () => {
    const party = partyAfter(wrong(NOW - DAY_MS), wrong(NOW - 3), wrong(NOW - 2), wrong(NOW - 1));

    const due = lockDueTo(party, NOW, { attempts: 1, sessions: 0 });
    const aMomentLater = lockDueTo(party, NOW + 1, { attempts: 1, sessions: 0 });

    expect(due).toBe('attempts_24h');
    expect(aMomentLater).toBeNull();
  });

  test('three failed sessions within seven days do', () => {
    const party = partyAfter(sessionFailed(NOW - 7 * DAY_MS), sessionFailed(NOW - DAY_MS));

    const due = lockDueTo(party, NOW, { attempts: 1, sessions: 1 });

    expect(due).toBe('sessions_7d');
  });

  test('what came before an unlocking no longer counts', () => {
    const party = partyAfter(wrong(NOW - 40), wrong(NOW - 30), wrong(NOW - 20), unlocked(NOW - 10), wrong(NOW - 5));

    const counted = attemptsAt(party, NOW);

    expect(counted).toEqual({ attempts24h: 1, sessions7d: 0, locked: false });
  });

  test('two desks that each saw too few find the party locked once their attempts meet', () => {
    const party = partyAfter(wrong(NOW), wrong(NOW + 2), wrong(NOW + 4), wrong(NOW + 1), wrong(NOW + 3));

    expect(party).toMatchObject({ lockedAt: NOW + 4, lockReason: 'attempts_24h' });
  });

  test('a lock another desk declared after the unlocking stands, an earlier one that arrives late does not', () => {
    const late = partyAfter(locked(NOW), unlocked(NOW + HOUR_MS), locked(NOW + 1));
    const later = partyAfter(locked(NOW), unlocked(NOW + HOUR_MS), locked(NOW + HOUR_MS + 1));

    expect(late.lockedAt).toBeNull();
    expect(later.lockedAt).toBe(NOW + HOUR_MS + 1);
  });

  test('a desk whose clock runs a day ahead cannot place a lock beyond the reach of an unlocking', () => {
    const ahead: RecordedDomainEvent = {
      stream,
      type: 'PartyLocked',
      data: { because: 'attempts_24h' },
      eventId: 'event-1',
      version: 1,
      commandId: 'command-1',
      actor: agent,
      capturedAt: NOW + DAY_MS,
      acceptedAt: NOW,
      status: 'confirmed',
    };

    const party = evolveParty(emptyParty, ahead);

    expect(party.lockedAt).toBe(NOW);
  });

  test('the lock is the same in whatever order the desks report', () => {
    const minute = fc.integer({ min: 0, max: 60 * 48 }).map(minutesAfter);
    const happened = fc.oneof(
      { weight: 6, arbitrary: minute.map(wrong) },
      { weight: 2, arbitrary: minute.map(sessionFailed) },
      { weight: 1, arbitrary: minute.map(locked) },
      { weight: 1, arbitrary: minute.map(unlocked) },
    );
    const twoOrders = fc
      .array(happened, { maxLength: 14 })
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(twoOrders, ([inOrder, shuffled]) => {
        const one = partyAfter(...inOrder);

        const other = partyAfter(...shuffled);

        expect(other).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });
});
