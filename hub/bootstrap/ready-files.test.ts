import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HOUR_MS } from '../../domain/kernel/units.ts';
import { createReadyFiles, READY_SCHEMA } from './ready-files.ts';

test('a file that cannot be made keeps nobody waiting: rows instead, and another try later', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-ready-'));
  const faults: unknown[] = [];
  let now = 1;
  const files = createReadyFiles({
    store: { readReferences: () => Promise.reject(new Error('the database is away')) },
    folder: join(folder, 'ready'),
    now: () => now,
    newId: () => 'file-1',
    failed: (error) => faults.push(error),
  });
  const ask = () => files.ask({ days: null, schemaVersion: READY_SCHEMA }).state;

  expect(ask()).toBe('building');
  await expect.poll(ask).toBe('none');
  expect([ask(), faults.length, files.pathOf('file-1')]).toEqual(['none', 1, null]);
  now += HOUR_MS;
  expect(ask()).toBe('building');

  await files.close();
  rmSync(folder, { recursive: true, force: true });
});
