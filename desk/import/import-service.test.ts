import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImportRun, Inspection, MappingInput } from '../../contract/desk-api/imports.ts';
import { getImportRun } from '../../db/queries/imports.ts';
import { countOrders } from '../../db/queries/orders.ts';
import { openTemporaryDb, TEST_KEYS, type TemporaryDb } from '../../db/testing/temporary-db.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import type { ImportEnding } from './import-job.ts';
import { startImportJob } from './import-job.ts';
import { createImportService, type ImportService } from './import-service.ts';
import type { ImportProgress } from './run-import.ts';
import { writeImportFixture } from './testing/import-fixture.ts';

let files: TemporaryDb;
let service: ImportService;
let progress: ImportProgress[];
let endings: ImportEnding[];
let atProgress: () => void;

beforeEach(async () => {
  files = openTemporaryDb();
  progress = [];
  endings = [];
  atProgress = () => {};
  service = await open();
});
afterEach(async () => {
  await service.close();
  files.dispose();
});

const open = (now: () => number = Date.now): Promise<ImportService> =>
  createImportService({
    db: files.db,
    dataDir: files.dataDir,
    keys: TEST_KEYS,
    now,
    newId: uuidv7,
    userRef: (userId) => ({ userId, displayName: '测试管理员' }),
    onProgress: (step) => {
      progress.push(step);
      atProgress();
    },
    onEnded: (_, ending) => endings.push(ending),
  });

function taken<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

const asMapping = ({ kind, headerLine, columns }: Inspection): MappingInput => ({
  kind,
  headerLine,
  columns: columns.map(({ index, field, unit }) => ({ index, field, unit })),
});

async function upload(rows: number, badRows = 3): Promise<{ uploadId: string; inspection: Inspection }> {
  const path = join(files.dataDir, 'source.csv');
  await writeImportFixture({ path, kind: 'acquiring_txn', format: 'gb18030', rows, badRows, seed: 8 });
  return taken(await service.inspect({ fileName: '流水.csv', file: new Blob([readFileSync(path)]), kind: null }));
}

const spooled = (): string[] => readdirSync(join(files.dataDir, 'tmp', 'imports'));

async function ended(runId: string): Promise<void> {
  await expect.poll(() => endings.length, { timeout: 15_000 }).toBeGreaterThan(0);
  expect(taken(service.get(runId)).runId).toBe(runId);
}

/** A run that was stopped after its first batch. */
async function stoppedRun(): Promise<ImportRun> {
  const { uploadId, inspection } = await upload(6000, 0);
  const run = taken(await service.start({ uploadId, mapping: asMapping(inspection), remember: false, by: 'u1' }));
  await expect.poll(() => progress.length, { timeout: 15_000 }).toBeGreaterThan(0);
  return taken(await service.cancel(run.runId));
}

describe('an upload', () => {
  it.each(['gb18030', 'xlsx'] as const)('in %s lies encrypted, and is read from there', async (format) => {
    const path = join(files.dataDir, 'source');
    await writeImportFixture({ path, kind: 'acquiring_txn', format, rows: 300, badRows: 3, seed: 8 });
    const plain = readFileSync(path);

    const { uploadId, inspection } = taken(
      await service.inspect({ fileName: '流水', file: new Blob([plain]), kind: null }),
    );

    const lying = readFileSync(join(files.dataDir, 'tmp', 'imports', uploadId));
    expect(inspection.format).toBe(format === 'xlsx' ? 'xlsx' : 'csv');
    expect(lying.length).toBe(plain.length);
    expect(lying.subarray(0, 64)).not.toEqual(plain.subarray(0, 64));
    expect(lying.includes('199')).toBe(false);
    const run = taken(await service.start({ uploadId, mapping: asMapping(inspection), remember: false, by: 'u1' }));
    await ended(run.runId);
    expect(taken(service.get(run.runId))).toMatchObject({ state: 'done', rowsRead: 300, imported: 297, bad: 3 });
    expect(getImportRun(files.db, run.runId)?.position).toEqual({ records: expect.any(Number), path: '' });
  });

  it('is kept readable by its owner alone, inspected, and shown masked', async () => {
    const { uploadId, inspection } = await upload(30);

    const mobile = inspection.columns.find(({ field }) => field === 'mobile');
    const mode = statSync(join(files.dataDir, 'tmp', 'imports', uploadId)).mode & 0o777;
    expect(mode).toBe(0o600);
    expect(inspection).toMatchObject({
      kind: 'acquiring_txn',
      encoding: 'gb18030',
      headerLine: 4,
      missing: [],
      approximateRows: 32,
    });
    expect(mobile?.samplesMasked).toEqual(['199****0000', '199****0001', '199****0002']);
  });

  it('is gone when it is refused or given up', async () => {
    const { uploadId } = await upload(5);

    await service.discardUpload(uploadId);
    const refused = await service.inspect({ fileName: 'x', file: new Blob(['']), kind: null });

    expect(refused).toMatchObject({ ok: false, refusal: { code: 'file_empty' } });
    expect(spooled()).toEqual([]);
  });
});

describe('an import in its thread', () => {
  it('tells how far it is, ends, and leaves no copy of the file', async () => {
    const { uploadId, inspection } = await upload(400);

    const started = taken(await service.start({ uploadId, mapping: asMapping(inspection), remember: true, by: 'u1' }));
    await ended(started.runId);

    const run = taken(service.get(started.runId));
    const badRows = taken(await service.badRows(run.runId, 'zh'));
    expect(run).toMatchObject({
      state: 'done',
      rowsRead: 400,
      imported: 397,
      bad: 3,
      by: { displayName: '测试管理员' },
    });
    expect(progress.at(-1)).toMatchObject({ runId: run.runId, progress: 1, bad: 3 });
    expect(taken(service.report(run.runId, { code: null, cursor: null })).problems).toHaveLength(3);
    expect(badRows.fileName).toBe('流水.bad-rows.csv');
    expect(badRows.file.size).toBeGreaterThan(100);
    expect(spooled()).toEqual([]);
    expect(service.list().map(({ runId }) => runId)).toEqual([run.runId]);
  });

  it('remembers the mapping that was confirmed', async () => {
    const first = await upload(20);
    const guessed = asMapping(first.inspection);
    const column = guessed.columns.find(({ field }) => field === 'acquirer');
    if (column) column.field = 'pspName';
    const run = taken(await service.start({ uploadId: first.uploadId, mapping: guessed, remember: true, by: 'u1' }));
    await ended(run.runId);

    const { inspection } = await upload(20);

    expect(inspection.mappingRemembered).toBe(true);
    expect(inspection.columns.find(({ header }) => header === '收单机构')).toMatchObject({
      field: 'pspName',
      confidence: 'remembered',
    });
  });

  it('is refused for an incomplete mapping, and while another one runs', async () => {
    const one = await upload(4000);
    const other = await upload(10);
    const incomplete = await service.start({
      uploadId: one.uploadId,
      mapping: { ...asMapping(one.inspection), columns: [] },
      remember: false,
      by: 'u1',
    });
    const [first, second] = await Promise.all([
      service.start({ uploadId: one.uploadId, mapping: asMapping(one.inspection), remember: false, by: 'u1' }),
      service.start({ uploadId: other.uploadId, mapping: asMapping(other.inspection), remember: false, by: 'u1' }),
    ]);

    expect(incomplete).toMatchObject({ ok: false, refusal: { code: 'mapping_incomplete' } });
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, refusal: { code: 'import_running' } });
  });

  it('stops when asked to, and goes on when asked to', async () => {
    const { uploadId, inspection } = await upload(6000, 0);
    const run = taken(await service.start({ uploadId, mapping: asMapping(inspection), remember: false, by: 'u1' }));
    await expect.poll(() => progress.length, { timeout: 15_000 }).toBeGreaterThan(0);

    const cancelled = taken(await service.cancel(run.runId));
    await expect.poll(() => endings.length).toBe(1);
    const resumed = taken(service.resume(run.runId));
    await expect.poll(() => endings.length, { timeout: 15_000 }).toBe(2);

    expect(cancelled.state).toBe('cancelled');
    expect(resumed.state).toBe('running');
    expect(taken(service.get(run.runId))).toMatchObject({
      state: 'done',
      rowsRead: 6000,
      imported: 6000,
      unchanged: 0,
    });
  });

  it('that was stopped can be given up: its file goes, what came in stays, and the file can be brought again', async () => {
    const run = await stoppedRun();

    const given = taken(await service.discard(run.runId));

    const resumed = service.resume(run.runId);
    expect(run).toMatchObject({ state: 'cancelled', resumable: true });
    expect(given).toMatchObject({ state: 'cancelled', resumable: false, imported: run.imported });
    expect(spooled()).toEqual([]);
    expect(getImportRun(files.db, run.runId)?.position).not.toHaveProperty('key');
    expect(resumed).toMatchObject({ ok: false, refusal: { code: 'import_file_gone' } });
    expect(countOrders(files.db)).toBe(run.imported);
  });

  it('cannot be given up while it runs', async () => {
    const { uploadId, inspection } = await upload(6000, 0);
    const run = taken(await service.start({ uploadId, mapping: asMapping(inspection), remember: false, by: 'u1' }));

    const given = await service.discard(run.runId);

    expect(given).toMatchObject({ ok: false, refusal: { code: 'import_running' } });
    await service.cancel(run.runId);
  });

  it('that was stopped keeps its file for a week', async () => {
    const run = await stoppedRun();
    const stoppedAt = run.endedAt ?? 0;

    const within = await open(() => stoppedAt + 7 * DAY_MS - 1);
    const keptFor = taken(within.get(run.runId)).resumable;
    const filesWithin = spooled().length;
    await within.close();
    const after = await open(() => stoppedAt + 7 * DAY_MS);
    const afterwards = taken(after.get(run.runId));
    await after.close();

    expect([keptFor, filesWithin]).toEqual([true, 1]);
    expect(afterwards).toMatchObject({ state: 'cancelled', resumable: false, imported: run.imported });
    expect(spooled()).toEqual([]);
  });

  it('whose week ends while the desk is open loses its file within the hour', async () => {
    const run = await stoppedRun();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let now = Date.now();
    const longOpen = await open(() => now);
    now += 8 * DAY_MS;

    vi.advanceTimersByTime(HOUR_MS);
    vi.useRealTimers();

    await expect.poll(spooled).toEqual([]);
    expect(taken(longOpen.get(run.runId)).resumable).toBe(false);
    await longOpen.close();
  });

  it('whose thread is killed keeps what was committed, is found interrupted, and can be resumed', async () => {
    const { uploadId, inspection } = await upload(6000, 0);
    const run = taken(await service.start({ uploadId, mapping: asMapping(inspection), remember: false, by: 'u1' }));
    await expect.poll(() => progress.length, { timeout: 15_000 }).toBeGreaterThan(0);
    await service.cancel(run.runId);
    const path = join(files.dataDir, 'tmp', 'imports', uploadId);
    const job = startImportJob({
      dataDir: files.dataDir,
      keys: TEST_KEYS,
      sqliteBinding: undefined,
      runId: run.runId,
      onProgress: () => void job.kill(),
    });
    const ending = await job.ending;
    const committed = countOrders(files.db);

    const reopened = await open();
    const found = taken(reopened.get(run.runId));
    endings = [];
    taken(reopened.resume(run.runId));
    await expect.poll(() => endings.length, { timeout: 15_000 }).toBe(1);

    expect(ending.ended).toBe('crashed');
    expect(found.state).toBe('interrupted');
    expect(committed).toBeGreaterThan(0);
    expect(countOrders(files.db)).toBe(6000);
    expect(taken(reopened.get(run.runId))).toMatchObject({ state: 'done', imported: 6000, unchanged: 0 });
    expect(existsSync(path)).toBe(false);
  });

  it('sweeps copies that no run can use when the desk opens', async () => {
    await upload(5);
    writeFileSync(join(files.dataDir, 'tmp', 'imports', 'left-behind'), 'x', { mode: 0o600 });

    const reopened = await open();

    expect(spooled()).toEqual([]);
    await reopened.close();
  });
});
