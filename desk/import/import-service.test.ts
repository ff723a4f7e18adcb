import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inspection, MappingInput } from '../../contract/desk-api/imports.ts';
import { countOrders } from '../../db/queries/orders.ts';
import { openTemporaryDb, TEST_KEYS, type TemporaryDb } from '../../db/testing/temporary-db.ts';
import type { Result } from '../../domain/kernel/result.ts';
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

const open = (): Promise<ImportService> =>
  createImportService({
    db: files.db,
    dataDir: files.dataDir,
    keys: TEST_KEYS,
    now: Date.now,
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

describe('an upload', () => {
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
