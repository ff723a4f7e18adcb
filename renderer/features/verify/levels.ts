import type { VerificationView } from '../../../contract/desk-api/contacts.ts';
import type { VerificationElement, VerificationPurpose } from '../../../domain/contacts/events.ts';

export type Level = VerificationView['level'];

const RANK: Readonly<Record<Level, number>> = { L0: 0, L1: 1, L2: 2, LD: 2, L3: 3 };

/** What each purpose asks for, as the permission matrix binds acts to levels. */
const NEEDED: Readonly<Record<VerificationPurpose, Level>> = {
  general: 'L1',
  order_status: 'L1',
  cancellation: 'L2',
  unlock: 'L2',
  refund_destination: 'L3',
};

export function reaches(level: Level, needed: Level): boolean {
  return RANK[level] >= RANK[needed];
}

/** The level this session is after: a delegate's is LD, bounded by the mandate. */
export function targetOf(view: VerificationView): Level {
  return view.subject === 'delegate' ? 'LD' : NEEDED[view.purpose ?? 'cancellation'];
}

export interface Way {
  readonly level: Level;
  readonly elements: readonly VerificationElement[];
}

const SHOWN_PER_LEVEL = 2;
const SHOWN_OF_TARGET = 3;

/** What would still reach a level here, up to `target`: the shortest ways first, no more than can be taken in. */
export function waysOf(view: VerificationView, target: Level): readonly Way[] {
  return view.reach
    .filter(({ level }) => reaches(target, level))
    .flatMap(({ level, anyOf }) =>
      anyOf
        .filter((elements) => elements.length > 0)
        .toSorted((a, b) => a.length - b.length)
        .slice(0, reaches(level, target) ? SHOWN_OF_TARGET : SHOWN_PER_LEVEL)
        .map((elements) => ({ level, elements })),
    );
}

/** A level was reached, and time or a hang-up took it away. */
export function isExpired(view: VerificationView, now: number): boolean {
  if (view.state !== 'verified' && view.state !== 'in_progress') return false;
  return (view.expiresAt !== null && view.expiresAt <= now) || (view.state === 'verified' && lostLevel(view));
}

function lostLevel(view: VerificationView): boolean {
  return view.level === 'L0' && !view.recheckNeeded && view.purpose !== 'unlock';
}
