import { setTimeout as pause } from 'node:timers/promises';
import type { ReadableDb } from '../../../db/open/database.ts';
import type { DeskClient } from '../../../desk/testing/opened-desk.ts';
import type { JournalLine } from '../journal.ts';
import { IMPORT_FILES } from '../template.ts';

const PATIENCE_MS = 60_000;

/** Every import that was cut off goes on to its end, and its figures add up to the file. */
export async function importProblems(
  client: DeskClient,
  db: ReadableDb,
  journal: readonly JournalLine[],
): Promise<string[]> {
  const told = journal.flatMap((line) => (line.type === 'refused' ? [line.refusal.code] : []));
  const problems: string[] = [];
  for (const run of await client.imports.list()) {
    const file = IMPORT_FILES.find(({ name }) => name === run.fileName);
    if (run.state === 'running') problems.push('an import is taken for running after a restart');
    if (run.state === 'failed' && told.length === 0) problems.push('an import failed for no reason that was told');
    if (run.state !== 'interrupted' && run.state !== 'done') continue;
    if (run.state === 'interrupted') await client.imports.resume({ runId: run.runId });
    const ended = await endOf(client, run.runId);
    const { rowsRead, imported, observed, unchanged, bad, state } = ended;
    if (state !== 'done') problems.push(`an import that was cut off ends as ${state} when it goes on`);
    if (rowsRead !== imported + observed + unchanged + bad) problems.push('the figures of an import do not add up');
    if (rowsRead !== file?.rows || bad !== file.bad) problems.push(`an import read ${rowsRead} rows, ${bad} bad`);
    if (!(await isAudited(db, run.runId))) problems.push('an import that ended is not in the audit log');
  }
  const unindexed = db.all(
    `SELECT 1 FROM orders.order_record WHERE order_no NOT IN (SELECT order_no FROM orders.order_observation)`,
  );
  if (unindexed.length > 0) problems.push(`${unindexed.length} orders have no observation`);
  return problems;
}

async function endOf(client: DeskClient, runId: string) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const run = await client.imports.get({ runId });
    if (run.state !== 'running' || Date.now() > deadline) return run;
    await pause(20);
  }
}

/** The entry follows the end of an import that was just resumed, once its thread is gone. */
async function isAudited(db: ReadableDb, runId: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const entries = db.all(`SELECT 1 FROM audit WHERE act = 'orders_imported' AND record = ?`, `import/${runId}`);
    if (entries.length > 0) return true;
    await pause(50);
  }
  return false;
}
