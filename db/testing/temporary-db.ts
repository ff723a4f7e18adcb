/** Real encrypted files in a temporary folder, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeskDb } from '../open/open-desk-db.ts';
import type { WritableDb } from '../open/database.ts';

export const TEST_KEYS = { desk: new Uint8Array(32).fill(7), orders: new Uint8Array(32).fill(9) };

export interface TemporaryDb {
  readonly dataDir: string;
  readonly db: WritableDb;
  /** A second connection to the same files, as another process has one. Closed with the first. */
  connect(): WritableDb;
  /** Closes every connection and removes the folder. */
  dispose(): void;
}

/** Creates both files anew. `now` only names backups. */
export function openTemporaryDb(now = 1_770_000_000_000): TemporaryDb {
  const dataDir = mkdtempSync(join(tmpdir(), 'chedan-db-'));
  const opened: WritableDb[] = [];
  const connect = (): WritableDb => {
    const result = openDeskDb({ dataDir, keys: TEST_KEYS, now });
    if (!result.ok) throw new Error(result.refusal.code);
    opened.push(result.value.db);
    return result.value.db;
  };
  return {
    dataDir,
    db: connect(),
    connect,
    dispose: () => {
      for (const db of opened) db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
