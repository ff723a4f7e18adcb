/** Who is signed in where. A session is known by the hash of the window's secret; the secret itself is kept nowhere. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

export interface Session {
  /** Lower-case hex of SHA-256. */
  readonly tokenHash: string;
  readonly userId: string;
  readonly createdAt: UtcMs;
  readonly lastSeenAt: UtcMs;
  readonly lockedAt: UtcMs | null;
}

export function getSession(db: ReadableDb, tokenHash: string): Session | null {
  const row = db.get<Session>(
    `SELECT token_hash AS tokenHash, user_id AS userId, created_at AS createdAt, last_seen_at AS lastSeenAt,
       locked_at AS lockedAt FROM session WHERE token_hash = ?`,
    tokenHash,
  );
  return row ?? null;
}

/** Begins a session, or writes what changed of one. */
export function saveSession(db: WritableDb, session: Session): void {
  db.run(
    `INSERT INTO session (token_hash, user_id, created_at, last_seen_at, locked_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (token_hash) DO UPDATE SET user_id = excluded.user_id, created_at = excluded.created_at,
       last_seen_at = excluded.last_seen_at, locked_at = excluded.locked_at`,
    session.tokenHash,
    session.userId,
    session.createdAt,
    session.lastSeenAt,
    session.lockedAt,
  );
}

export function deleteSession(db: WritableDb, tokenHash: string): void {
  db.run('DELETE FROM session WHERE token_hash = ?', tokenHash);
}

/** Ends every session of a person but the one kept; `keep` null ends them all. */
export function deleteSessionsOf(db: WritableDb, userId: string, keep: string | null): void {
  db.run('DELETE FROM session WHERE user_id = ? AND token_hash IS NOT ?', userId, keep);
}

/** Ends sessions that nobody has used since an instant. */
export function deleteSessionsUnusedSince(db: WritableDb, before: UtcMs): void {
  db.run('DELETE FROM session WHERE last_seen_at < ?', before);
}
