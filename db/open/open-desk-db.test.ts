import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { deskMigrations } from '../migrations/desk/index.ts';
import { ordersMigrations } from '../migrations/orders/index.ts';
import { TEST_KEYS } from '../testing/temporary-db.ts';
import { backUp, backUpDaily, BACKUPS_KEPT, listBackups } from './backup.ts';
import { transaction } from './database.ts';
import type { WritableDb } from './database.ts';
import { openFile } from './file.ts';
import { migrate } from './migrate.ts';
import { deskFiles, openDeskDb } from './open-desk-db.ts';

const NOW = Date.UTC(2026, 2, 10, 2, 0);
const NAME = '测试张三';

let dataDir: string;
const opened: WritableDb[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'chedan-open-'));
});

afterEach(() => {
  for (const db of opened.splice(0)) db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function open(): WritableDb {
  const result = openDeskDb({ dataDir, keys: TEST_KEYS, now: NOW });
  if (!result.ok) throw new Error(result.refusal.code);
  opened.push(result.value.db);
  return result.value.db;
}

function insertParty(db: WritableDb, name = NAME): void {
  db.run(
    `INSERT INTO orders.party (party_id, buyer_type, person_name, observed_at) VALUES ('p-1', 'consumer', ?, 1)`,
    name,
  );
}

function schemaOf(path: string, key: Uint8Array): string {
  const connection = openFile({ path, key });
  const rows = connection.prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`).all() as {
    sql: string;
  }[];
  connection.close();
  return `${rows.map((row) => `${row.sql};`).join('\n\n')}\n`;
}

describe('opening the two files', () => {
  it('makes both, writes ahead, forces every commit to disk and holds foreign keys', () => {
    const db = open();

    expect(db.get('PRAGMA main.journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.get('PRAGMA orders.journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.get('PRAGMA main.synchronous')).toEqual({ synchronous: 2 });
    expect(db.get('PRAGMA orders.synchronous')).toEqual({ synchronous: 2 });
    expect(db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
  });

  it('leaves no plain text in any file, the write-ahead logs and backups among them', () => {
    const db = open();
    insertParty(db);
    db.run(`INSERT INTO setting (key, value, updated_at, updated_by) VALUES ('note', ?, 1, 'u')`, JSON.stringify(NAME));
    const files = deskFiles({ dataDir, keys: TEST_KEYS });
    backUpDaily(files.desk, { dataDir, name: 'desk', now: NOW });
    backUpDaily(files.orders, { dataDir, name: 'orders', now: NOW });

    const paths = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const contents = paths.map((path) => readFileSync(path));

    expect(paths.map((path) => path.slice(dataDir.length + 1)).sort()).toEqual([
      'backups/desk-20260310T100000-daily.db',
      'backups/orders-20260310T100000-daily.db',
      'desk.db',
      'desk.db-check',
      'desk.db-shm',
      'desk.db-wal',
      'orders.db',
      'orders.db-check',
      'orders.db-shm',
      'orders.db-wal',
    ]);
    expect(contents.some((bytes) => bytes.includes(NAME))).toBe(false);
    expect(contents.some((bytes) => bytes.includes('SQLite format 3'))).toBe(false);
    expect(contents.some((bytes) => bytes.includes('CREATE TABLE'))).toBe(false);
  });

  it.each(['desk', 'orders'] as const)('says which file a wrong key does not open: %s', (file) => {
    open().close();
    opened.length = 0;

    const result = openDeskDb({ dataDir, keys: { ...TEST_KEYS, [file]: new Uint8Array(32).fill(1) }, now: NOW });

    expect(result).toEqual({ ok: false, refusal: { code: 'database_key_wrong', data: { file } } });
  });

  it.each(['desk', 'orders'] as const)('refuses a file from a newer program and leaves it as it is: %s', (name) => {
    open().close();
    opened.length = 0;
    const file = deskFiles({ dataDir, keys: TEST_KEYS })[name];
    const newer = openFile(file);
    newer.pragma('user_version = 990');
    newer.close();

    const result = openDeskDb({ dataDir, keys: TEST_KEYS, now: NOW });

    const known = (name === 'desk' ? deskMigrations : ordersMigrations).at(-1)?.version;
    expect(result).toEqual({
      ok: false,
      refusal: { code: 'database_from_future', data: { file: name, version: 990, known } },
    });
    expect(listBackups(dataDir, name)).toEqual([]);
  });
});

describe('migrations', () => {
  it.each([
    ['desk', deskMigrations],
    ['orders', ordersMigrations],
  ] as const)('of %s are numbered in rising tens', (_name, migrations) => {
    const versions = migrations.map((migration) => migration.version);

    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it.each([
    ['desk', deskMigrations],
    ['orders', ordersMigrations],
  ] as const)(
    'of %s, replayed one program version at a time, give what a fresh setup gives',
    async (name, migrations) => {
      open();
      const fresh = deskFiles({ dataDir, keys: TEST_KEYS })[name];
      const replayed = { path: join(dataDir, 'replayed.db'), key: fresh.key };

      let backups = 0;
      for (let count = 1; count <= migrations.length; count += 1) {
        const connection = openFile(replayed);
        migrate(connection, name, migrations.slice(0, count), () => (backups += 1));
        connection.close();
      }

      expect(schemaOf(replayed.path, replayed.key)).toBe(schemaOf(fresh.path, fresh.key));
      expect(backups).toBe(migrations.length - 1);
      await expect(schemaOf(fresh.path, fresh.key)).toMatchFileSnapshot(`../migrations/schema.${name}.sql`);
    },
  );

  it('spell the codes of the cases there are backwards, as those of new ones are', () => {
    const old = openFile(deskFiles({ dataDir, keys: TEST_KEYS }).desk);
    migrate(
      old,
      'desk',
      deskMigrations.filter(({ version }) => version < 80),
      () => expect.unreachable(),
    );
    const columns = (old.pragma('table_info(case_row)') as { name: string; type: string }[]).map(({ name, type }) =>
      name === 'case_code' ? `'CD-261122-7K3F9R'` : type === 'TEXT' ? `'${name}'` : '1',
    );
    old.exec(`INSERT INTO case_row VALUES (${columns.join(', ')})`);
    old.close();

    const db = open();

    expect(db.all('SELECT case_code, code_reversed FROM case_row')).toEqual([
      { case_code: 'CD-261122-7K3F9R', code_reversed: 'R9F3K7221162DC' },
    ]);
  });

  it('back up what a file held before they change it', () => {
    const file = deskFiles({ dataDir, keys: TEST_KEYS }).orders;
    const old = openFile(file);
    migrate(old, 'orders', ordersMigrations.slice(0, 1), () => expect.unreachable());
    old.prepare(`INSERT INTO party (party_id, buyer_type, observed_at) VALUES ('p-old', 'consumer', 1)`).run();
    old.close();

    const db = open();

    expect(db.all('SELECT party_id FROM orders.party')).toEqual([{ party_id: 'p-old' }]);
    const copies = listBackups(dataDir, 'orders');
    expect(copies).toEqual(['orders-20260310T100000-before-migration-from-10.db']);
    const copy = openFile({ path: join(dataDir, 'backups', copies[0] ?? ''), key: TEST_KEYS.orders });
    expect(copy.prepare('SELECT party_id FROM party').all()).toEqual([{ party_id: 'p-old' }]);
    expect(copy.pragma('user_version', { simple: true })).toBe(10);
    copy.close();
  });
});

describe('backups', () => {
  it('are made once a day and the last seven are kept', () => {
    open();
    const file = deskFiles({ dataDir, keys: TEST_KEYS }).desk;

    for (let day = 0; day < 9; day += 1) {
      expect(backUpDaily(file, { dataDir, name: 'desk', now: NOW + day * DAY_MS })).not.toBeNull();
      expect(backUpDaily(file, { dataDir, name: 'desk', now: NOW + day * DAY_MS + 1000 })).toBeNull();
    }

    const copies = listBackups(dataDir, 'desk');
    expect(copies).toHaveLength(BACKUPS_KEPT);
    expect(copies[0]).toBe('desk-20260312T100000-daily.db');
  });

  it('open as the whole database when put in its place', () => {
    const db = open();
    db.run(`INSERT INTO setting (key, value, updated_at, updated_by) VALUES ('k', '1', 1, 'u')`);
    const connection = openFile(deskFiles({ dataDir, keys: TEST_KEYS }).desk);
    const copy = backUp(connection, { dataDir, name: 'desk', reason: 'daily', now: NOW });
    connection.close();
    const restoredDir = join(dataDir, 'restored');
    openFile({ path: join(restoredDir, 'desk.db'), key: TEST_KEYS.desk }).close();

    copyFileSync(copy, join(restoredDir, 'desk.db'));
    const restored = openDeskDb({ dataDir: restoredDir, keys: TEST_KEYS, now: NOW });

    if (!restored.ok) throw new Error(restored.refusal.code);
    opened.push(restored.value.db);
    expect(restored.value.db.all('SELECT key, value FROM setting')).toEqual([{ key: 'k', value: '1' }]);
  });
});

describe('a transaction', () => {
  it('locks the file it writes and leaves the other to whoever needs it', () => {
    const first = open();
    const second = open();

    transaction(
      first,
      () => {
        insertParty(first);
        transaction(second, () => {
          second.run(`INSERT INTO setting (key, value, updated_at, updated_by) VALUES ('k', '1', 1, 'u')`);
        });
      },
      'orders',
    );

    expect(first.all('SELECT key FROM setting')).toHaveLength(1);
    expect(second.all('SELECT party_id FROM orders.party')).toHaveLength(1);
  });

  it('holds the write lock of its file from the start', () => {
    const first = open();
    const second = open();
    second.get('PRAGMA busy_timeout = 0');

    const whileHeld = (): void => transaction(second, () => undefined);

    transaction(first, () => {
      expect(whileHeld).toThrow('database is locked');
    });
    expect(whileHeld).not.toThrow();
  });

  it('is undone whole by an exception', () => {
    const db = open();

    const failing = (): void =>
      transaction(db, () => {
        db.run(`INSERT INTO setting (key, value, updated_at, updated_by) VALUES ('k', '1', 1, 'u')`);
        throw new Error('stop');
      });

    expect(failing).toThrow('stop');
    expect(db.all('SELECT key FROM setting')).toEqual([]);
    expect(db.inTransaction).toBe(false);
  });
});
