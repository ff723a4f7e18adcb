/**
 * Imports a file of `rows` orders with 300 bad ones among them, as GB18030 text and as a spreadsheet, the way the desk does:
 * in a thread, beside a loop that stands for the desk's own, each in a process of its own, and the floor in another. Fails unless the
 * report names every bad row.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import type { WritableDb } from '../../db/open/database.ts';
import { getImportRun, listRowProblems } from '../../db/queries/imports.ts';
import { startImportJob } from '../../desk/import/import-job.ts';
import { inspectFile } from '../../desk/import/inspect.ts';
import { prepareImport } from '../../desk/import/prepare-import.ts';
import type { ExpectedProblem } from '../../desk/import/testing/import-fixture.ts';
import { BENCH_KEYS, openBenchDb } from './import-floor.ts';

const BAD_ROWS = 300;
const SCRIPT = fileURLToPath(import.meta.url);
const FIXTURE_SCRIPT = fileURLToPath(new URL('../import-fixture.ts', import.meta.url));

const FLOOR_SCRIPT = fileURLToPath(new URL('import-floor.ts', import.meta.url));
/** What is asked of it: of the floor's rows a second, and of the memory of the whole process. */
const TARGET = { ofFloor: 0.5, megabytes: 300 };

export interface ImportBench {
  readonly format: string;
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Orders a second of the same rows written by bare statements. */
  readonly floorRowsPerSecond: number;
  readonly ofFloor: number;
  /** Resident memory of the whole process, at most. */
  readonly peakMegabytes: number;
  /** The longest that the desk's own loop was held up. */
  readonly heldUpMs: number;
  readonly badRowsNamed: number;
  readonly target: string;
  readonly met: boolean;
}

/** Runs both formats one after the other. */
export async function benchImport(rows: number): Promise<ImportBench[]> {
  const benches: ImportBench[] = [];
  for (const format of ['gb18030', 'xlsx']) benches.push(JSON.parse(await ownProcess(SCRIPT, format, String(rows))));
  return benches;
}

export function importReport(bench: ImportBench): string {
  return (
    `${bench.met ? ' ' : '!'} import ${bench.format.padEnd(8)} ${bench.rows} rows, ${bench.rowsPerSecond} rows/s, ${bench.ofFloor} of the floor's ` +
    `${bench.floorRowsPerSecond}, peak ${bench.peakMegabytes} MB RSS, longest hold-up of the main loop ${bench.heldUpMs} ms, ` +
    `${bench.badRowsNamed} bad rows named; ${bench.target}`
  );
}

async function ownProcess(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout;
}

async function benchFormat(format: string, rows: number): Promise<ImportBench> {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-bench-'));
  try {
    const path = join(folder, `orders.${format === 'xlsx' ? 'xlsx' : 'csv'}`);
    // In a process of its own: what making the file needs must not count.
    const expected = await makeFile(path, format, rows);
    const db = openBenchDb(join(folder, 'data'));
    let measured;
    try {
      measured = await importAndMeasure(db, { folder, path, format, expected });
    } finally {
      db.close();
    }
    const floorRowsPerSecond = Number(
      await ownProcess('--max-old-space-size=4096', FLOOR_SCRIPT, join(folder, 'data')),
    );
    const ofFloor = Math.round((measured.rowsPerSecond / floorRowsPerSecond) * 100) / 100;
    return {
      format,
      ...measured,
      floorRowsPerSecond,
      ofFloor,
      target: `>= ${TARGET.ofFloor} of the floor, <= ${TARGET.megabytes} MB`,
      met: ofFloor >= TARGET.ofFloor && measured.peakMegabytes <= TARGET.megabytes,
    };
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

async function importAndMeasure(db: WritableDb, { folder, path, expected }: Bench) {
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
  const ending = await startImportJob({
    dataDir: join(folder, 'data'),
    keys: BENCH_KEYS,
    sqliteBinding: undefined,
    runId,
  }).ending;
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
  if (missed.length > 0 || run.bad !== expected.length)
    throw new Error(`the report does not name ${missed.length} of the bad rows`);
  return {
    rows: run.rowsRead,
    rowsPerSecond: Math.round(run.rowsRead / seconds),
    peakMegabytes: Math.round(peakBytes / 1e6),
    heldUpMs: Math.round(delay.max / 1e6),
    badRowsNamed: expected.length - missed.length,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [format = 'gb18030', rows = '100000'] = process.argv.slice(2);
  process.stdout.write(JSON.stringify(await benchFormat(format, Number(rows))));
}
