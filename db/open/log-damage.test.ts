import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporaryDb, TEST_KEYS } from '../testing/temporary-db.ts';
import { transaction } from './database.ts';
import type { WritableDb } from './database.ts';
import { isLogDamaged } from './log-damage.ts';
import { openDeskDb } from './open-desk-db.ts';

const HEADER = 32;
const FRAME_HEADER = 24;
const PAGE = 4096;
const FRAME = FRAME_HEADER + PAGE;
const TRANSACTIONS = 5;

let folder: string;
let copies = 0;

function put(db: WritableDb, key: string, bytes = 1): void {
  transaction(db, () => {
    db.run(
      `INSERT OR REPLACE INTO setting (key, value, updated_at, updated_by) VALUES (?, json_quote(?), 1, 'nobody')`,
      key,
      'x'.repeat(bytes),
    );
  });
}

/** Files as a kill leaves them: five transactions in the log, the third of several pages. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-log-'));
  const temporary = openTemporaryDb();
  for (let at = 0; at < TRANSACTIONS; at += 1) put(temporary.db, `key-${at}`, at === 2 ? 5 * PAGE : 1);
  mkdirSync(join(folder, 'whole'));
  for (const name of ['desk.db', 'desk.db-wal', 'desk.db-check', 'orders.db', 'orders.db-wal', 'orders.db-check']) {
    if (existsSync(join(temporary.dataDir, name)))
      copyFileSync(join(temporary.dataDir, name), join(folder, 'whole', name));
  }
  temporary.dispose();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder of its own with the log as `change` leaves it. */
function withLog(change: (log: Buffer, path: string) => void): string {
  copies += 1;
  const copy = join(folder, `copy-${copies}`);
  mkdirSync(copy);
  for (const name of ['desk.db', 'desk.db-wal', 'desk.db-check', 'orders.db', 'orders.db-check']) {
    copyFileSync(join(folder, 'whole', name), join(copy, name));
  }
  const path = join(copy, 'desk.db-wal');
  const log = readFileSync(path);
  change(log, path);
  return copy;
}

const flipped = (at: number): string =>
  withLog((log, path) => {
    log.writeUInt8(log.readUInt8(at) ^ 0x40, at);
    writeFileSync(path, log);
  });

const whole = (): Buffer => readFileSync(join(folder, 'whole', 'desk.db-wal'));
const frameCount = (): number => Math.floor((whole().length - HEADER) / FRAME);
/** Frames that end a transaction. */
const ends = (): number[] =>
  Array.from({ length: frameCount() }, (_, at) => at).filter((at) => whole().readUInt32BE(HEADER + at * FRAME + 4) > 0);
const isDamaged = (copy: string): boolean => isLogDamaged(join(copy, 'desk.db'));

function openedKeys(copy: string): string[] | string {
  const opened = openDeskDb({ dataDir: copy, keys: TEST_KEYS, now: 1 });
  if (!opened.ok) return opened.refusal.code;
  const { db } = opened.value;
  try {
    return db.all<{ key: string }>(`SELECT key FROM setting WHERE key LIKE 'key-%' ORDER BY key`).map(({ key }) => key);
  } finally {
    db.close();
  }
}

it('the log that the rest is cut from holds five transactions, one of them of several pages', () => {
  expect(ends()).toHaveLength(TRANSACTIONS);
  expect(frameCount()).toBeGreaterThan(TRANSACTIONS + 4);
  expect(openedKeys(withLog(() => undefined))).toEqual(['key-0', 'key-1', 'key-2', 'key-3', 'key-4']);
});

describe('damage', () => {
  it.each([
    ['magic', 0],
    ['salt', 17],
    ['checksum', 26],
  ])('of the head (%s) is found, and the file is refused', (_, at) => {
    const copy = flipped(at);
    const before = readFileSync(join(copy, 'desk.db-wal'));
    expect(openedKeys(copy)).toBe('database_corrupt');
    expect(readFileSync(join(copy, 'desk.db-wal')).equals(before)).toBe(true);
  });

  it.each([
    ['page number', 1],
    ['salt', 9],
    ['checksum', 18],
    ['content', FRAME_HEADER + 1000],
  ])('of a frame (%s) is found in every frame that a later transaction stands behind', (_, at) => {
    // The one whose end is damaged can only be missed from the transaction after it, which must not be the last.
    const last = ends().at(-3) ?? 0;
    for (let frame = 0; frame <= last; frame += 1) {
      expect([frame, isDamaged(flipped(HEADER + frame * FRAME + at))]).toEqual([frame, true]);
    }
  });

  it('is refused before SQLite opens the file: nothing is cut away', () => {
    const copy = flipped(HEADER + FRAME_HEADER + 50);
    const before = readFileSync(join(copy, 'desk.db-wal'));
    expect(openedKeys(copy)).toBe('database_corrupt');
    expect(readFileSync(join(copy, 'desk.db-wal')).equals(before)).toBe(true);
  });
});

describe('a power cut is no damage', () => {
  it('wherever it ends the log, between frames or within one', () => {
    for (let frame = 0; frame <= frameCount(); frame += 1) {
      for (const within of [0, 10, FRAME_HEADER, FRAME_HEADER + 2000]) {
        const copy = withLog((log, path) => truncateSync(path, Math.min(log.length, HEADER + frame * FRAME + within)));
        expect([frame, within, isDamaged(copy)]).toEqual([frame, within, false]);
      }
    }
  });

  it('where the tail that was not synced is zeros, or misses any of its pages', () => {
    const lastBegins = (ends().at(-2) ?? 0) + 1;
    for (let frame = lastBegins; frame < frameCount(); frame += 1) {
      const zeroed = withLog((log, path) => writeFileSync(path, log.fill(0, HEADER + frame * FRAME)));
      expect(isDamaged(zeroed)).toBe(false);
      expect(openedKeys(zeroed)).toEqual(['key-0', 'key-1', 'key-2', 'key-3']);
      expect(isDamaged(flipped(HEADER + frame * FRAME + FRAME_HEADER + 7))).toBe(false);
    }
  });

  it('where the log is missing, empty or shorter than its head', () => {
    expect(isLogDamaged(join(folder, 'nothing.db'))).toBe(false);
    for (const bytes of [0, 10, HEADER]) {
      expect(isDamaged(withLog((_, path) => truncateSync(path, bytes)))).toBe(false);
    }
  });
});

it('frames left from before the log was begun anew are not looked at', () => {
  const temporary = openTemporaryDb();
  try {
    for (let at = 0; at < 20; at += 1) put(temporary.db, `old-${at}`);
    temporary.db.all('PRAGMA main.wal_checkpoint(RESTART)');
    put(temporary.db, 'new');
    const log = join(temporary.dataDir, 'desk.db-wal');
    expect(readFileSync(log).length).toBeGreaterThan(HEADER + 10 * FRAME);
    expect(isLogDamaged(join(temporary.dataDir, 'desk.db'))).toBe(false);
  } finally {
    temporary.dispose();
  }
});

it('what a transaction spilled and took back is no damage', () => {
  const temporary = openTemporaryDb();
  try {
    const { db } = temporary;
    put(db, 'before');
    db.run('PRAGMA main.cache_size = 10');
    expect(() =>
      transaction(db, () => {
        for (let at = 0; at < 40; at += 1) put(db, `spilled-${at}`, PAGE);
        throw new Error('taken back');
      }),
    ).toThrow('taken back');
    put(db, 'after');
    expect(frames(join(temporary.dataDir, 'desk.db-wal'))).toBeGreaterThan(20);
    expect(isLogDamaged(join(temporary.dataDir, 'desk.db'))).toBe(false);
  } finally {
    temporary.dispose();
  }
});

function frames(path: string): number {
  return Math.floor((readFileSync(path).length - HEADER) / FRAME);
}
