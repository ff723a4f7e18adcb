import { transaction } from '../../../db/open/database.ts';
import type { WritableDb } from '../../../db/open/database.ts';
import { openFile } from '../../../db/open/file.ts';
import { deskFiles } from '../../../db/open/open-desk-db.ts';
import { foldStream } from '../../../domain/streams.ts';
import { PROJECTION_TABLES, rebuildProjections } from '../../../db/projections/streams.ts';
import { listStreams, loadEvents } from '../../../db/queries/events.ts';
import { TEST_KEYS } from '../../../db/testing/temporary-db.ts';

/** Nothing may be half there: files sound, streams whole, projections what the events say, the outbox each command once. */
export function storeProblems(db: WritableDb, dataDir: string): string[] {
  return [...soundness(dataDir), ...streamProblems(db), ...outboxProblems(db), ...projectionProblems(db)];
}

/**
 * Both files as SQLite itself judges them, each on a connection of its own: FTS5 keeps what it knows of an index from one check to the next, and
 * takes segments that another connection has merged since for damage.
 */
export function soundness(dataDir: string): string[] {
  const problems: string[] = [];
  for (const [name, file] of Object.entries(deskFiles({ dataDir, keys: TEST_KEYS }))) {
    const connection = openFile(file);
    try {
      const said = (connection.pragma('integrity_check') as { integrity_check: string }[]).map(
        (row) => row.integrity_check,
      );
      if (said.join() !== 'ok') problems.push(`integrity_check of ${name}: ${said.slice(0, 3).join('; ')}`);
      const dangling = (connection.pragma('foreign_key_check') as unknown[]).length;
      if (dangling > 0) problems.push(`foreign_key_check of ${name}: ${dangling} rows`);
    } finally {
      connection.close();
    }
  }
  return problems;
}

function streamProblems(db: WritableDb): string[] {
  const broken = db.all<{ stream: string }>(
    'SELECT stream FROM event GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)',
  );
  const unfolded = listStreams(db).filter((stream) => {
    try {
      foldStream(stream, loadEvents(db, stream));
      return false;
    } catch {
      return true;
    }
  });
  return [
    ...(broken.length === 0 ? [] : [`${broken.length} streams have a gap`]),
    ...(unfolded.length === 0 ? [] : [`${unfolded.length} streams do not fold`]),
  ];
}

function outboxProblems(db: WritableDb): string[] {
  const without = (sql: string): number => db.all(sql).length;
  const unsent = without('SELECT command_id FROM event EXCEPT SELECT command_id FROM outbox');
  const empty = without('SELECT command_id FROM outbox EXCEPT SELECT command_id FROM event');
  const twice = without('SELECT command_id FROM outbox GROUP BY command_id HAVING count(*) > 1');
  return [
    ...(unsent === 0 ? [] : [`${unsent} commands are not in the outbox`]),
    ...(empty === 0 ? [] : [`${empty} commands in the outbox have no event`]),
    ...(twice === 0 ? [] : [`${twice} commands are in the outbox twice`]),
  ];
}

class Compared extends Error {
  readonly different: readonly string[];
  constructor(different: readonly string[]) {
    super('compared');
    this.different = different;
  }
}

/** Makes the projections anew, compares, and undoes it. */
function projectionProblems(db: WritableDb): string[] {
  const read = () => PROJECTION_TABLES.map((table) => JSON.stringify(db.all(`SELECT * FROM ${table}`)));
  try {
    transaction(db, () => {
      const before = read();
      rebuildProjections(db);
      const after = read();
      throw new Compared(PROJECTION_TABLES.filter((_table, index) => before[index] !== after[index]));
    });
  } catch (error) {
    if (!(error instanceof Compared)) throw error;
    return error.different.map((table) => `${table} is not what the events say`);
  }
  return [];
}
