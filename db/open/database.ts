/** The handle everything else in `db/` works with. Only this folder imports the SQLite driver. */
import type BetterSqlite3 from 'better-sqlite3';
import type { Result } from '../../domain/kernel/result.ts';
import { databaseRefusal, noteDamage } from './errors.ts';
import type { DataFile } from './errors.ts';

export type SqlValue = string | number | null | Uint8Array;
export type SqlParams = readonly SqlValue[] | readonly [Readonly<Record<string, SqlValue>>];

/** A database that may be read. Statements are compiled once and kept. Rows are typed by the caller, next to their SQL. */
export interface ReadableDb {
  readonly access: 'read' | 'write';
  /** The first row, or undefined. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the row, which only the SQL knows
  get<TRow>(sql: string, ...params: SqlParams): TRow | undefined;
  all<TRow>(sql: string, ...params: SqlParams): TRow[];
  /** Rows one at a time; nothing else may run on this handle until the iteration is over. */
  iterate<TRow>(sql: string, ...params: SqlParams): IterableIterator<TRow>;
  readonly inTransaction: boolean;
}

/** A database that may be written. What takes one runs inside a `transaction`, unless it says otherwise. */
export interface WritableDb extends ReadableDb {
  readonly access: 'write';
  /** Runs one statement; answers how many rows it changed. */
  run(sql: string, ...params: SqlParams): number;
  close(): void;
}

/** Which of the two files a transaction writes. Each is locked alone, so that an import never holds up a filing. */
export type WrittenFile = DataFile;

/** A write statement that changes nothing takes the write lock of its own file and of no other. */
const LOCK_SQL: Record<WrittenFile, string> = {
  desk: 'DELETE FROM main.setting WHERE 0',
  orders: 'DELETE FROM orders.import_run WHERE 0',
};

/** Wraps an open connection; its statements are cached by their text. */
export function wrapConnection(connection: BetterSqlite3.Database): WritableDb {
  const cache = new Map<string, BetterSqlite3.Statement>();
  const prepare = (sql: string): BetterSqlite3.Statement => {
    const known = cache.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql);
    cache.set(sql, statement);
    return statement;
  };
  const telling = <T>(sql: string, work: (statement: BetterSqlite3.Statement) => T): T => {
    try {
      return work(prepare(sql));
    } catch (error) {
      noteDamage(error, fileOf(sql));
      throw error;
    }
  };
  return {
    access: 'write',
    // What a row holds is said by the caller, beside the SQL that selects it.
    get: (sql, ...params) => telling(sql, (statement) => statement.get(...params) as undefined),
    all: (sql, ...params) => telling(sql, (statement) => statement.all(...params) as never[]),
    iterate: (sql, ...params) =>
      telling(sql, (statement) => rowsOf(statement.iterate(...params) as IterableIterator<never>, fileOf(sql))),
    run: (sql, ...params) => telling(sql, (statement) => statement.run(...params).changes),
    close: () => connection.close(),
    get inTransaction() {
      return connection.inTransaction;
    },
  };
}

/** What `orders.db` holds is always named by its file. */
function fileOf(sql: string): DataFile {
  return sql.includes('orders.') ? 'orders' : 'desk';
}

/** A damaged page may be met at any row. */
function* rowsOf<T>(rows: IterableIterator<T>, file: DataFile): Generator<T, undefined> {
  try {
    yield* rows;
  } catch (error) {
    noteDamage(error, file);
    throw error;
  }
  return undefined;
}

interface Gathered<T> {
  readonly value: T;
  readonly finish: (value: T) => void;
}

/** What open transactions have gathered for their end. */
const gatheredByDb = new WeakMap<WritableDb, Map<symbol, Gathered<unknown>>>();

/**
 * Gathers what is better written at the end of a transaction than as it comes: the same value for the same `key` until the
 * commit, when `finish` writes it. An undone transaction forgets it. Outside a transaction it throws.
 */
export function untilCommit<T>(db: WritableDb, key: symbol, begin: () => T, finish: (value: T) => void): T {
  const gathered = gatheredByDb.get(db);
  if (gathered === undefined) throw new Error('only inside a transaction');
  // A key belongs to one caller, so its value is of that caller's type.
  const known = gathered.get(key) as Gathered<T> | undefined;
  if (known !== undefined) return known.value;
  const value = begin();
  gathered.set(key, { value, finish } as Gathered<unknown>);
  return value;
}

/**
 * Runs `work` in one transaction that holds the write lock of `file` from its start. Whatever `work` throws undoes all of
 * it and goes on. Called inside a transaction it joins that one.
 */
export function transaction<T>(db: WritableDb, work: () => T, file: WrittenFile = 'desk'): T {
  if (db.inTransaction) return work();
  db.run('BEGIN');
  const gathered = new Map<symbol, Gathered<unknown>>();
  gatheredByDb.set(db, gathered);
  try {
    db.run(LOCK_SQL[file]);
    const result = work();
    for (const { value, finish } of gathered.values()) finish(value);
    db.run('COMMIT');
    return result;
  } catch (error) {
    noteDamage(error, file);
    if (db.inTransaction) db.run('ROLLBACK');
    throw error;
  } finally {
    gatheredByDb.delete(db);
  }
}

class Undone extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super('refused');
    this.result = result;
  }
}

/**
 * Runs `work` in one transaction and undoes it when it refuses. Refuses what `databaseRefusal` names
 * where the file or the disk gave out; any other exception goes on.
 */
export function attempt<T>(db: WritableDb, work: () => Result<T>, file: WrittenFile = 'desk'): Result<T> {
  try {
    return transaction(
      db,
      () => {
        const result = work();
        if (!result.ok) throw new Undone(result);
        return result;
      },
      file,
    );
  } catch (error) {
    if (error instanceof Undone) return error.result;
    const refusal = databaseRefusal(error);
    if (refusal !== null) return refusal;
    throw error;
  }
}
