/** A desk that was its own authority gets another one: what it had confirmed is the hub's now, and comes from there. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { WritableDb } from '../open/database.ts';
import { PROJECTION_TABLES } from '../projections/streams.ts';
import { settleKept } from './outbox.ts';

/**
 * Takes away every event and what was made of them, once the hub has all of it; the file as it was has been copied before. People
 * give up their logins, which are the hub's to give; what `samePeople` were typing stays theirs. Inside a transaction.
 */
export function giveUpAuthority(
  db: WritableDb,
  { at, samePeople }: { readonly at: UtcMs; readonly samePeople: ReadonlyMap<string, string> },
): void {
  // The guards against editing and deleting are put back as they were before anybody else may write.
  const guards = db.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'event'`,
  );
  for (const { name } of guards) db.run(`DROP TRIGGER ${name}`);
  for (const table of ['event', 'held_event', 'set_aside', ...PROJECTION_TABLES]) db.run(`DELETE FROM ${table}`);
  for (const { sql } of guards) db.run(sql);
  settleKept(db, at);
  db.run('DELETE FROM session');
  db.run(`UPDATE user_account SET login = login || '@' || user_id, active = 0, updated_at = ?`, at);
  for (const [from, to] of samePeople)
    db.run('UPDATE OR REPLACE draft SET owner_user_id = ? WHERE owner_user_id = ?', to, from);
}
