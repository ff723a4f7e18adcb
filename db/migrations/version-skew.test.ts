import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, listBackups } from '../open/backup.ts';
import { transaction } from '../open/database.ts';
import type { DataFile } from '../open/errors.ts';
import { openFile, openFileToRead } from '../open/file.ts';
import { migrate } from '../open/migrate.ts';
import { deskFiles, openDeskDb } from '../open/open-desk-db.ts';
import { rebuildProjections } from '../projections/streams.ts';
import { verifyAuditChain } from '../queries/audit.ts';
import { FIXTURES, keptFixture, makeOldFile, MIGRATIONS, pastVersions, readSamples } from '../testing/old-version.ts';
import { TEST_KEYS } from '../testing/temporary-db.ts';

const NOW = Date.UTC(2026, 2, 10, 2, 0);
const BOTH = ['desk', 'orders'] as const;
const newest = (file: DataFile): number => MIGRATIONS[file].at(-1)?.version ?? 0;
const past = BOTH.flatMap((file) => pastVersions(file).map((version) => ({ file, version })));

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'chedan-skew-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Puts a file of that version in the data folder: the one that was kept, or one made anew where none was. */
function put(file: DataFile, version: number): string {
  const path = join(dataDir, `${file}.db`);
  const kept = keptFixture(file, version);
  if (kept === null) makeOldFile(path, file, version);
  else copyFileSync(kept, path);
  return path;
}

function samplesIn(path: string, file: DataFile) {
  const connection = openFileToRead({ path, key: TEST_KEYS[file] });
  try {
    return { version: connection.pragma('user_version', { simple: true }), tables: readSamples(connection, file) };
  } finally {
    connection.close();
  }
}

describe('a file of a past version', () => {
  it('is kept of every version that was released', () => {
    const kept = readdirSync(FIXTURES).filter((name) => name.endsWith('.db'));

    expect(kept).toEqual(expect.arrayContaining(['desk-10.db', 'desk-50.db', 'orders-10.db', 'orders-30.db']));
  });

  it.each(past)(
    '$file of $version is brought to the newest with every row as it was, after a backup',
    ({ file, version }) => {
      const path = put(file, version);
      const before = samplesIn(path, file);

      const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: NOW });
      if (opened.ok) opened.value.db.close();
      const after = samplesIn(path, file);

      expect(opened.ok).toBe(true);
      expect(before.version).toBe(version);
      expect(after.version).toBe(newest(file));
      expect(before.tables.length).toBeGreaterThan(1);
      for (const { table, columns, rows } of before.tables) {
        const now = after.tables.find((each) => each.table === table);
        expect({ table, empty: rows.length === 0 }).toEqual({ table, empty: false });
        // A column that a migration took away is not compared; a table with rows in it may not go.
        const still = columns.filter((column) => now?.columns.includes(column) === true);
        const narrowed = (all: readonly Record<string, unknown>[] = []) =>
          all.map((row) => Object.fromEntries(still.map((column) => [column, row[column]])));
        expect({ table, rows: narrowed(now?.rows) }).toEqual({ table, rows: narrowed(rows) });
      }
      expect(listBackups(dataDir, file)).toEqual([`${file}-20260310T100000-before-migration-from-${version}.db`]);
    },
  );

  it.each(pastVersions('desk'))(
    'desk of %i folds, and its chain holds, after it was brought to the newest',
    (version) => {
      put('desk', version);

      const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: NOW });

      if (!opened.ok) throw new Error(opened.refusal.code);
      const { db } = opened.value;
      expect(transaction(db, () => rebuildProjections(db))).toBe(2);
      expect(db.all('SELECT case_code FROM case_row')).toEqual([{ case_code: 'CD-case-1' }]);
      expect(verifyAuditChain(db).firstBrokenSeq).toBeNull();
      db.close();
    },
  );
});

describe('a migration that dies halfway', () => {
  const BROKEN =
    'CREATE TABLE half (id INTEGER) STRICT; INSERT INTO half VALUES (1); INSERT INTO no_such_table VALUES (1);';

  function migrateOn(path: string, file: DataFile, sql: string): void {
    const connection = openFile({ path, key: TEST_KEYS[file] });
    try {
      const next = { version: newest(file) + 10, sql };
      migrate(connection, file, [...MIGRATIONS[file], next], (from) => {
        backUp(connection, { dataDir, name: file, reason: `before-migration-from-${from}`, now: NOW });
      });
    } finally {
      connection.close();
    }
  }

  it.each(BOTH)('of a fault in its second statement leaves %s as it was, with a backup', (file) => {
    const path = join(dataDir, `${file}.db`);
    makeOldFile(path, file, newest(file));
    const before = samplesIn(path, file);

    expect(() => migrateOn(path, file, BROKEN)).toThrow('no such table: no_such_table');

    expect(samplesIn(path, file)).toEqual(before);
    expect(listBackups(dataDir, file)).toHaveLength(1);
    expect(openDeskDb({ dataDir, keys: TEST_KEYS, now: NOW }).ok).toBe(true);
  });

  it.each(BOTH)('of kill -9 leaves %s as it was, with a backup, and the next start carries it out', async (file) => {
    const path = join(dataDir, `${file}.db`);
    makeOldFile(path, file, newest(file));
    const before = samplesIn(path, file);
    const script = new URL('../testing/migrate-child.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, dataDir, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const after = samplesIn(path, file);
    migrateOn(path, file, 'CREATE TABLE half (id INTEGER) STRICT;');

    expect(after).toEqual(before);
    expect(listBackups(dataDir, file)).toHaveLength(1);
    expect(samplesIn(path, file).version).toBe(newest(file) + 10);
    expect(existsSync(deskFiles({ dataDir, keys: TEST_KEYS })[file].path)).toBe(true);
  });
});
