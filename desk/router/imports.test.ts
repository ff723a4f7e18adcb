import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeImportFixture } from '../import/testing/import-fixture.ts';
import { openTestDesk, refusalFrom, type DeskClient, type OpenedDesk } from '../testing/opened-desk.ts';

let opened: OpenedDesk;
let folder: string;
beforeEach(async () => {
  opened = await openTestDesk();
  folder = await mkdtemp(join(tmpdir(), 'chedan-import-'));
});
afterEach(async () => {
  await opened.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function finished(client: DeskClient, runId: string) {
  await expect.poll(async () => (await client.imports.get({ runId })).state, { timeout: 15_000 }).not.toBe('running');
  return client.imports.get({ runId });
}

async function importFile(client: DeskClient, path: string) {
  const { uploadId, inspection } = await client.imports.inspect({
    fileName: 'orders.csv',
    file: new Blob([await readFile(path)]),
    kind: null,
  });
  const { kind, headerLine, columns } = inspection;
  const mapping = { kind, headerLine, columns: columns.map(({ index, field, unit }) => ({ index, field, unit })) };
  const run = await client.imports.start({ uploadId, mapping, remember: true });
  return finished(client, run.runId);
}

describe('order files through the interface', () => {
  it('come in with a report of every bad row, and change nothing the second time', async () => {
    const path = join(folder, 'orders.csv');
    const expected = await writeImportFixture({
      path,
      kind: 'terminal_application',
      format: 'gb18030',
      rows: 120,
      badRows: 24,
      seed: 7,
    });
    const admin = await opened.as('admin-1', 'admin');

    const first = await importFile(admin, path);
    const second = await importFile(admin, path);

    expect(first).toMatchObject({ state: 'done', observed: 0 });
    expect(first.imported).toBeGreaterThan(0);
    const { problems } = await admin.imports.report({ runId: first.runId, code: null, cursor: null });
    expect(new Set(problems.map((problem) => problem.line))).toEqual(new Set(expected.map((problem) => problem.line)));
    expect(second).toMatchObject({ state: 'done', imported: 0, observed: 0 });
    const { entries } = await (
      await opened.as('auditor-1', 'auditor')
    ).audit.list({ act: 'orders_imported', userId: null, cursor: null });
    expect(entries).toHaveLength(2);
  });

  it('are in the audit log even where the desk ended before it could say so', async () => {
    const path = join(folder, 'orders.csv');
    await writeImportFixture({ path, kind: 'terminal_application', format: 'utf-8', rows: 40, badRows: 0, seed: 3 });
    const run = await importFile(await opened.as('admin-1', 'admin'), path);
    const { db } = opened.desk().deps;
    const entries = () => db.all<{ data: string }>(`SELECT data FROM audit WHERE act = 'orders_imported'`);
    await expect.poll(entries).toHaveLength(1);
    db.run(`UPDATE orders.import_run SET run_id = 'run-unsaid' WHERE run_id = ?`, run.runId);

    await opened.reopen();
    const after = opened.desk().deps.db.all(`SELECT record FROM audit WHERE act = 'orders_imported' ORDER BY seq`);
    await opened.reopen();

    expect(after).toEqual([{ record: `import/${run.runId}` }, { record: 'import/run-unsaid' }]);
    expect(opened.desk().deps.db.all(`SELECT 1 FROM audit WHERE act = 'orders_imported'`)).toHaveLength(2);
  });

  it('are for supervisors and administrators only', async () => {
    const agent = await opened.as('agent-1', 'agent');

    const refusal = await refusalFrom(agent.imports.list());

    expect(refusal.code).toBe('not_permitted');
  });

  it('give their bad rows out as a file, which is audited', async () => {
    const path = join(folder, 'orders.csv');
    await writeImportFixture({ path, kind: 'terminal_application', format: 'utf-8', rows: 40, badRows: 12, seed: 3 });
    const admin = await opened.as('admin-1', 'admin');
    const run = await importFile(admin, path);

    const { file } = await admin.imports.badRows({ runId: run.runId });

    expect((await file.text()).trim().split('\n').length).toBeGreaterThan(8);
    const { entries } = await admin.audit.list({ act: 'bad_rows_exported', userId: null, cursor: null });
    expect(entries).toHaveLength(1);
  });
});
