/**
 * Imports a file of `rows` orders with 300 bad ones among them, as GB18030 text and as a spreadsheet, the way the desk does:
 * in a thread, beside a loop that stands for the desk's own, each in a process of its own. Prints rows per second, the peak memory of the whole process, the
 * longest time the loop was held up, and fails unless the report names every bad row.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { getImportRun, listRowProblems } from '../../db/queries/imports.ts';
import { startImportJob } from '../../desk/import/import-job.ts';
import { inspectFile } from '../../desk/import/inspect.ts';
import { prepareImport } from '../../desk/import/prepare-import.ts';
import type { ExpectedProblem } from '../../desk/import/testing/import-fixture.ts';

const BAD_ROWS = 300;
const KEYS = { desk: new Uint8Array(32).fill(1), orders: new Uint8Array(32).fill(2) };
const FIXTURE_SCRIPT = fileURLToPath(new URL('../import-fixture.ts', import.meta.url));

/** Runs both formats one after the other. */
export async function benchImport(rows: number): Promise<void> {
  for (const format of ['gb18030', 'xlsx']) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      fileURLToPath(import.meta.url),
      format,
      String(rows),
    ]);
    process.stdout.write(stdout);
  }
}

async function benchFormat(format: string, rows: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-bench-'));
  try {
    const path = join(folder, `orders.${format === 'xlsx' ? 'xlsx' : 'csv'}`);
    // In a process of its own: what making the file needs must not count.
    const expected = await makeFile(path, format, rows);
    const opened = openDeskDb({
      dataDir: join(folder, 'data'),
      keys: KEYS,
      now: Date.now(),
      cacheMib: { desk: 8, orders: 16 },
    });
    if (!opened.ok) throw new Error(opened.refusal.code);
    try {
      await importAndReport(opened.value.db, { folder, path, format, expected });
    } finally {
      opened.value.db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeFile(path: string, format: string, rows: number): Promise<ExpectedProblem[]> {
  const options = ['--format', format, '--rows', String(rows), '--bad-rows', String(BAD_ROWS)];
  const args = ['--max-old-space-size=4096', FIXTURE_SCRIPT, path, ...options];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ExpectedProblem);
}

interface Bench {
  readonly folder: string;
  readonly path: string;
  readonly format: string;
  readonly expected: readonly ExpectedProblem[];
}

async function importAndReport(db: WritableDb, { folder, path, format, expected }: Bench): Promise<void> {
  const inspected = await inspectFile({ path, fileName: 'orders', kind: null, recall: () => null });
  if (!inspected.ok) throw new Error(inspected.refusal.code);
  const { guess, source } = inspected.value;
  const runId = uuidv7();
  const prepared = await prepareImport({
    db,
    runId,
    source,
    path,
    fileName: 'orders',
    mapping: guess,
    remember: false,
    at: Date.now(),
    by: 'bench',
  });
  if (!prepared.ok) throw new Error(prepared.refusal.code);

  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }, 50);
  const startedAt = performance.now();
  const ending = await startImportJob({ dataDir: join(folder, 'data'), keys: KEYS, sqliteBinding: undefined, runId })
    .ending;
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(watch);
  delay.disable();

  const run = getImportRun(db, runId);
  if (ending.ended !== 'done' || run?.state !== 'done') throw new Error(`the import ended as ${ending.ended}`);
  const named = new Set(
    listRowProblems(db, runId, { code: null, afterSeq: 0, limit: 1_000_000 }).map(
      ({ line, code }) => `${line} ${code}`,
    ),
  );
  const missed = expected.filter(({ line, code }) => !named.has(`${line} ${code}`));
  const rate = Math.round(run.rowsRead / seconds);
  const sorts = new Set(expected.map(({ code }) => code)).size;
  console.log(
    `import ${format.padEnd(8)} ${run.rowsRead} rows in ${seconds.toFixed(1)} s, ${rate} rows/s, peak ${Math.round(peakBytes / 1e6)} MB RSS, ` +
      `longest hold-up of the main loop ${Math.round(delay.max / 1e6)} ms, ${expected.length - missed.length} of ${expected.length} bad rows named (${sorts} sorts)`,
  );
  if (missed.length > 0 || run.bad !== expected.length)
    throw new Error(`the report does not name ${missed.length} of the bad rows`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [format = 'gb18030', rows = '100000'] = process.argv.slice(2);
  await benchFormat(format, Number(rows));
}
