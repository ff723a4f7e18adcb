/** Brings one file from the version it has to the version this program knows. Numbers rise by tens and never go back. */
import type BetterSqlite3 from 'better-sqlite3';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';

export interface Migration {
  /** What `user_version` is afterwards: a multiple of ten, larger than the one before. */
  readonly version: number;
  readonly sql: string;
}

function versionOf(connection: BetterSqlite3.Database): number {
  return connection.pragma('user_version', { simple: true }) as number;
}

/**
 * Applies what is missing, each migration in a transaction of its own. `beforeChange` runs once, before the first one
 * that meets existing data. Refuses with `database_from_future` (`{ file, version, known }`) and touches nothing.
 */
export function migrate(
  connection: BetterSqlite3.Database,
  file: string,
  migrations: readonly Migration[],
  beforeChange: (fromVersion: number) => void,
): Result<{ from: number; to: number }> {
  const from = versionOf(connection);
  const known = migrations.at(-1)?.version ?? 0;
  if (from > known) return refuse('database_from_future', { file, version: from, known });
  if (from > 0 && from < known) beforeChange(from);
  for (const migration of migrations) {
    if (migration.version <= from) continue;
    connection
      .transaction(() => {
        // Another process may have been faster while this one waited for the lock.
        if (versionOf(connection) >= migration.version) return;
        connection.exec(migration.sql);
        connection.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
  return ok({ from, to: known });
}
