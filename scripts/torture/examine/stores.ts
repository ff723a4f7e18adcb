import { transaction } from '../../../db/open/database.ts';
import type { WritableDb } from '../../../db/open/database.ts';
import { foldStream, PROJECTION_TABLES, rebuildProjections } from '../../../db/projections/streams.ts';
import { listStreams, loadEvents } from '../../../db/queries/events.ts';

/** Nothing may be half there: files sound, streams whole, projections what the events say, the outbox each command once. */
export function storeProblems(db: WritableDb): string[] {
  return [...soundness(db), ...streamProblems(db), ...outboxProblems(db), ...projectionProblems(db)];
}

/** Both files as SQLite itself judges them. */
export function soundness(db: WritableDb): string[] {
  const problems: string[] = [];
  for (const file of ['main', 'orders']) {
    const said = db
      .all<{ integrity_check: string }>(`PRAGMA ${file}.integrity_check`)
      .map((row) => row.integrity_check);
    if (said.join() !== 'ok') problems.push(`integrity_check of ${file}: ${said.slice(0, 3).join('; ')}`);
    const dangling = db.all(`PRAGMA ${file}.foreign_key_check`).length;
    if (dangling > 0) problems.push(`foreign_key_check of ${file}: ${dangling} rows`);
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
