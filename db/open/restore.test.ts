import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../domain/kernel/result.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import { appendEvents } from '../queries/events.ts';
import { contactStarted } from '../testing/sample-events.ts';
import { TEST_KEYS } from '../testing/temporary-db.ts';
import { backUpDaily } from './backup.ts';
import { attempt, transaction } from './database.ts';
import type { WritableDb } from './database.ts';
import type { DataFile } from './errors.ts';
import { databaseRefusal } from './errors.ts';
import { openFileToRead } from './file.ts';
import { deskFiles, openDeskDb } from './open-desk-db.ts';
import { lastGoodBackup, restoreBackup } from './restore.ts';

const NOW = Date.UTC(2026, 2, 10, 2, 0);
const PAGE = 4096;
const BOTH = ['desk', 'orders'] as const;

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'chedan-damage-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = (keys: typeof TEST_KEYS = TEST_KEYS) => openDeskDb({ dataDir, keys, now: NOW });

function withDb<T>(work: (db: WritableDb) => T): T {
  const opened = open();
  if (!opened.ok) throw new Error(opened.refusal.code);
  try {
    return work(opened.value.db);
  } finally {
    opened.value.db.close();
  }
}

/** One contact begun at each of these times, and one order party stated. */
function record(...times: readonly number[]): void {
  withDb((db) => {
    for (const at of times) {
      const contactId = `contact-${at}`;
      transaction(db, () => {
        appendEvents(db, {
          events: [contactStarted(contactId)],
          expectedVersions: new Map([[streamId('contact', contactId), 0]]),
          commandId: `command-${at}`,
          actor: { userId: 'agent-1', roles: ['agent'], branchId: 'branch-1', deskId: 'desk-1' },
          capturedAt: at,
          acceptedAt: at,
          newId: () => `event-${at}`,
        });
      });
    }
    db.run(
      `INSERT OR IGNORE INTO orders.party (party_id, buyer_type, person_name, observed_at) VALUES ('p-1', 'consumer', '测试张三', 1)`,
    );
  });
}

function backUpAt(file: DataFile, now: number): string {
  const path = backUpDaily(deskFiles({ dataDir, keys: TEST_KEYS })[file], { dataDir, name: file, now });
  return path?.slice(join(dataDir, 'backups').length + 1) ?? '';
}

function flip(file: string, at: number): void {
  const path = join(dataDir, file);
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x40;
  writeFileSync(path, bytes);
}

/** The leaves of a table, counted from 0, in the order of its rows. */
function pagesOf(file: DataFile, table: string): number[] {
  const connection = openFileToRead(deskFiles({ dataDir, keys: TEST_KEYS })[file]);
  const pages = connection
    .prepare(`SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`)
    .all(table) as { pageno: number }[];
  connection.close();
  return pages.map(({ pageno }) => pageno - 1);
}

/** Reads everything; answers how the desk met the damage. */
function readEverything(): string {
  const opened = open();
  if (!opened.ok) return `${opened.refusal.code} of ${String(opened.refusal.data['file'])} at opening`;
  const { db } = opened.value;
  try {
    for (const schema of ['main', 'orders'])
      for (const table of tablesOf(db, schema)) db.all(`SELECT * FROM ${schema}.${table}`);
    for (const file of ['main', 'orders']) db.all(`PRAGMA ${file}.integrity_check`);
    return 'not met';
  } catch (error) {
    const refusal = databaseRefusal(error)?.refusal;
    return refusal === undefined ? String(error) : `${refusal.code} at reading`;
  } finally {
    db.close();
  }
}

function tablesOf(db: WritableDb, schema: string): string[] {
  return db
    .all<{ name: string }>(
      `SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'order_name%'`,
    )
    .map(({ name }) => name);
}

describe('a flipped byte', () => {
  it.each(BOTH)('in any page of %s.db is met at opening or at reading, and called what it is', (file) => {
    record(NOW);
    const path = join(dataDir, `${file}.db`);
    const pristine = readFileSync(path);
    const pages = pristine.length / PAGE;

    const met = new Set<string>();
    for (let page = 0; page < pages; page += 1) {
      writeFileSync(path, pristine);
      flip(`${file}.db`, page * PAGE + ((page * 389) % PAGE));
      met.add(readEverything());
    }
    writeFileSync(path, pristine);

    expect(pages).toBeGreaterThan(20);
    expect([...met].filter((how) => !how.startsWith('database_corrupt'))).toEqual([]);
    expect(readEverything()).toBe('not met');
  });

  it('in the head of the file, where no seal covers it, is met at opening', () => {
    record(NOW);

    const met = Array.from({ length: 100 }, (_byte, at) => {
      flip('desk.db', at);
      const how = readEverything();
      flip('desk.db', at);
      return how;
    });

    expect(new Set(met)).toEqual(new Set(['database_corrupt of desk at opening']));
  });

  it('met in the middle of work is a refusal that names the file, and not an exception', () => {
    record(NOW);
    const party = withDb((db) =>
      db.get<{ page: number }>(`SELECT rootpage AS page FROM orders.sqlite_schema WHERE name = 'party'`),
    );
    flip('orders.db', ((party?.page ?? 1) - 1) * PAGE + 300);

    const result = withDb((db) => attempt(db, () => ok(db.all('SELECT * FROM orders.party'))));

    expect(result).toEqual({ ok: false, refusal: { code: 'database_corrupt', data: { file: 'orders' } } });
  });
});

describe('a damaged file is told apart', () => {
  it('from one that belongs to another key', () => {
    record(NOW);
    const wrong = open({ ...TEST_KEYS, desk: new Uint8Array(32).fill(1) });
    flip('desk.db', 2000);
    const damaged = open();

    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'database_key_wrong', data: { file: 'desk' } } });
    expect(damaged).toMatchObject({ ok: false, refusal: { code: 'database_corrupt', data: { file: 'desk' } } });
  });

  it.each([
    ['cut short', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5 * PAGE))],
    ['emptied', (path: string) => writeFileSync(path, '')],
    ['gone', (path: string) => rmSync(path)],
  ])('from a new one when it is %s', (_how, harm) => {
    record(NOW);
    harm(join(dataDir, 'desk.db'));

    const opened = open();

    expect(opened).toEqual({ ok: false, refusal: { code: 'database_corrupt', data: { file: 'desk' } } });
  });

  it('and files put in place under the key they were made with open, whatever was remembered of another', () => {
    record(NOW);
    const otherKeys = { ...TEST_KEYS, desk: new Uint8Array(32).fill(1) };
    const other = openDeskDb({ dataDir: join(dataDir, 'other'), keys: otherKeys, now: NOW });
    if (other.ok) other.value.db.close();
    copyFileSync(join(dataDir, 'other', 'desk.db'), join(dataDir, 'desk.db'));

    const opened = open(otherKeys);

    expect(opened.ok).toBe(true);
    if (opened.ok) opened.value.db.close();
  });
});

describe('restoring a backup', () => {
  it('puts it in place, keeps the damaged file, and names what was recorded after it', () => {
    record(NOW);
    const copy = backUpAt('desk', NOW);
    record(NOW + HOUR_MS, NOW + 2 * HOUR_MS, NOW + 3 * HOUR_MS);
    flip('desk.db', (pagesOf('desk', 'setting')[0] ?? 0) * PAGE + 9);

    const restored = restoreBackup({ dataDir, keys: TEST_KEYS }, copy, NOW + DAY_MS);

    expect(restored).toMatchObject({
      ok: true,
      value: {
        backup: { fileName: copy, madeAt: NOW },
        keptIn: 'damaged/desk-20260311T100000',
        lacking: {
          what: 'events',
          count: 3,
          unreadable: 0,
          endUnreadable: false,
          firstAt: NOW + HOUR_MS,
          lastAt: NOW + 3 * HOUR_MS,
        },
      },
    });
    expect(withDb((db) => db.all('SELECT event_id FROM event'))).toEqual([{ event_id: `event-${NOW}` }]);
    expect(existsSync(join(dataDir, 'damaged/desk-20260311T100000/desk.db'))).toBe(true);
  });

  it('counts the rows that a damaged page hides, and those beyond it that can be read', () => {
    record(NOW);
    const copy = backUpAt('desk', NOW);
    record(...Array.from({ length: 60 }, (_event, hour) => NOW + (hour + 1) * HOUR_MS));
    const [, , hidden = 0] = pagesOf('desk', 'event');
    flip('desk.db', hidden * PAGE + 9);

    const restored = restoreBackup({ dataDir, keys: TEST_KEYS }, copy, NOW + DAY_MS);

    if (!restored.ok) throw new Error(restored.refusal.code);
    const { count, unreadable, lastAt } = restored.value.lacking;
    expect(unreadable).toBeGreaterThan(0);
    expect(count + unreadable).toBe(60);
    expect(lastAt).toBe(NOW + 60 * HOUR_MS);
  });

  it('counts what a log holds that was never copied into the damaged file', () => {
    record(NOW);
    const copy = backUpAt('desk', NOW);
    const opened = open();
    if (!opened.ok) throw new Error(opened.refusal.code);
    opened.value.db.run(`UPDATE setting SET value = '1' WHERE FALSE`);
    record(NOW + HOUR_MS);
    const log = readFileSync(join(dataDir, 'desk.db-wal'));
    opened.value.db.close();
    writeFileSync(join(dataDir, 'desk.db-wal'), log);

    const restored = restoreBackup({ dataDir, keys: TEST_KEYS }, copy, NOW + DAY_MS);

    expect(restored).toMatchObject({ ok: true, value: { lacking: { count: 1 } } });
    expect(readdirSync(join(dataDir, 'damaged/desk-20260311T100000')).sort()).toContain('desk.db-wal');
    expect(withDb((db) => db.all('SELECT event_id FROM event'))).toHaveLength(1);
  });

  it('says so where the damaged file tells nothing any more', () => {
    record(NOW);
    const copy = backUpAt('desk', NOW);
    record(NOW + HOUR_MS);
    flip('desk.db', 100);

    const restored = restoreBackup({ dataDir, keys: TEST_KEYS }, copy, NOW + DAY_MS);

    expect(restored).toMatchObject({ ok: true, value: { lacking: { what: 'nothing_readable' } } });
    expect(open().ok).toBe(true);
  });

  it('of the orders leaves the work of the desk as it is', () => {
    record(NOW);
    const copy = backUpAt('orders', NOW);
    record(NOW + HOUR_MS);
    flip('orders.db', 3 * PAGE + 5);

    const restored = restoreBackup({ dataDir, keys: TEST_KEYS }, copy, NOW + DAY_MS);

    expect(restored).toMatchObject({ ok: true, value: { lacking: { what: 'observations', count: 0 } } });
    expect(withDb((db) => db.all('SELECT event_id FROM event'))).toHaveLength(2);
  });

  it('cut off when the file was moved and its log was not yet, is refused and can be done again', () => {
    record(NOW);
    const copy = backUpAt('desk', NOW);
    rmSync(join(dataDir, 'desk.db'));
    writeFileSync(join(dataDir, 'desk.db-wal'), 'what was left of the log');

    const between = open();
    const again = restoreBackup({ dataDir, keys: TEST_KEYS }, copy, NOW + DAY_MS);

    expect(between).toMatchObject({ ok: false, refusal: { code: 'database_corrupt' } });
    expect(again).toMatchObject({ ok: true, value: { lacking: { what: 'nothing_readable' } } });
    expect(readdirSync(join(dataDir, 'damaged/desk-20260311T100000'))).toEqual(['desk.db-wal']);
    expect(withDb((db) => db.all('SELECT event_id FROM event'))).toHaveLength(1);
  });

  it('takes the newest backup for good that is whole', () => {
    record(NOW);
    const older = backUpAt('desk', NOW);
    const newer = backUpAt('desk', NOW + DAY_MS);
    const files = { dataDir, keys: TEST_KEYS };
    const before = lastGoodBackup(files, 'desk')?.fileName;
    flip(join('backups', newer), 7 * PAGE + 9);

    const after = lastGoodBackup(files, 'desk')?.fileName;
    const restored = restoreBackup(files, newer, NOW);

    expect([before, after]).toEqual([newer, older]);
    expect(restored).toMatchObject({ ok: false, refusal: { code: 'backup_unusable' } });
    expect(restoreBackup(files, 'desk-nothing.db', NOW)).toMatchObject({ refusal: { code: 'backup_not_found' } });
    expect(existsSync(join(dataDir, 'damaged'))).toBe(false);
  });
});

describe('a clock that was set back', () => {
  it('does not let the new backup go as the oldest', () => {
    record(NOW);
    for (let day = 0; day < 8; day += 1) backUpAt('desk', NOW + day * DAY_MS);

    const copy = backUpAt('desk', NOW - 400 * DAY_MS);

    expect(existsSync(join(dataDir, 'backups', copy))).toBe(true);
    expect(readdirSync(join(dataDir, 'backups')).filter((name) => name.startsWith('desk-'))).toHaveLength(7);
  });
});
