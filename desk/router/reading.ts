import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { PERMISSIONS } from '../../domain/permissions.ts';

/**
 * Whether a person's work takes them to orders, contacts and cases at all; what they see there is masked. How sure one is of
 * a caller is another question: it bounds what the caller may be told. Refuses `not_permitted`. @rule V-01
 */
export function mayRead(actor: Actor): Result<true> {
  const { roles } = PERMISSIONS.view_order_status;
  const reads = actor.roles.some((role) => roles[role] !== undefined);
  return reads ? ok(true) : refuse('not_permitted', { act: 'view_order_status', roles: Object.keys(roles) });
}

/** Where a page ended, in the two parts its list is ordered by. Refuses `invalid_input`. */
export function readCursor(cursor: string | null): Result<{ sortedBy: number; id: string } | null> {
  if (cursor === null) return ok(null);
  const [sortedBy = '', id = ''] = cursor.split('~', 2);
  if (!/^\d{1,16}$/u.test(sortedBy) || id === '') return refuse('invalid_input', { path: 'cursor', code: 'custom' });
  return ok({ sortedBy: Number(sortedBy), id });
}

/** What {@link readCursor} reads. */
export function cursorOf(last: { sortedBy: number; id: string } | null): string | null {
  return last === null ? null : `${last.sortedBy}~${last.id}`;
}
