/**
 * Imports as the desk's router offers them: an upload is spooled and inspected, its mapping confirmed, a job started, watched,
 * cancelled, resumed, and its report and bad rows fetched. Who may do so is the router's business.
 */
import { readFile } from 'node:fs/promises';
import type { ImportRun, Inspection, MappingInput } from '../../contract/desk-api/imports.ts';
import { attempt, type WritableDb } from '../../db/open/database.ts';
import {
  forgetRunFile,
  getImportRun,
  listImportRuns,
  listStoppedRuns,
  markInterruptedRuns,
  recallMapping,
  setImportState,
  type ImportRunRow,
} from '../../db/queries/imports.ts';
import { ok, refuse, type Result } from '../../domain/kernel/result.ts';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import { fieldsOf } from '../../domain/orders/import/fields.ts';
import type { ReportLanguage } from '../../domain/orders/import/problem-words.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import { badRowsFileName, exportBadRows } from './export-bad-rows.ts';
import { startImportJob, type ImportEnding, type ImportJob } from './import-job.ts';
import { inspectFile } from './inspect.ts';
import { prepareImport } from './prepare-import.ts';
import { reportPage, runView, type ReportPage } from './report.ts';
import type { OrderFile } from './order-file.ts';
import type { RowSource } from './row-source.ts';
import type { ImportProgress } from './run-import.ts';
import { isSpooled, removeSpooled, spoolPath, spoolUpload, sweepSpool } from './spool.ts';

const RUNS_LISTED = 50;
/** The copy of a file whose run was stopped can be gone on with for a week. */
const FILE_KEPT_MS = 7 * DAY_MS;

export interface ImportServiceOptions {
  readonly db: WritableDb;
  readonly dataDir: string;
  readonly keys: { readonly desk: Uint8Array; readonly orders: Uint8Array };
  readonly sqliteBinding?: string | undefined;
  readonly workersDir?: string | undefined;
  readonly now: () => number;
  readonly newId: () => string;
  /** The name to show for who started a run. */
  readonly userRef: (userId: string) => ImportRun['by'];
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly onEnded?: ((runId: string, ending: ImportEnding) => void) | undefined;
  /** What went wrong where nobody waits for an answer. */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

export interface ImportService {
  inspect(upload: {
    fileName: string;
    file: Blob;
    kind: OrderKind | null;
    headerLine?: number | null | undefined;
  }): Promise<Result<{ uploadId: string; inspection: Inspection }>>;
  fields(kind: OrderKind): { field: string; label: { zh: string; en: string }; required: boolean }[];
  /** Refuses `import_running` while another run is under way, and what `prepareImport` refuses. */
  start(request: {
    uploadId: string;
    mapping: MappingInput;
    remember: boolean;
    by: string;
  }): Promise<Result<ImportRun>>;
  get(runId: string): Result<ImportRun>;
  list(): ImportRun[];
  /** Stops a run after its batch under way; answers once it has. */
  cancel(runId: string): Promise<Result<ImportRun>>;
  /** Refuses `import_running`, and `import_file_gone` where the copy of the file was discarded or has had its time. */
  resume(runId: string): Result<ImportRun>;
  /** Gives the rest of a stopped run up: the copy of its file goes, what was imported stays. Refuses `import_running`. */
  discard(runId: string): Promise<Result<ImportRun>>;
  report(runId: string, page: { code: string | null; cursor: string | null }): Result<ReportPage>;
  badRows(runId: string, language: ReportLanguage): Promise<Result<{ fileName: string; file: Blob }>>;
  discardUpload(uploadId: string): Promise<void>;
  /** Stops the run under way, if any; it can be resumed. */
  close(): Promise<void>;
}

interface Upload extends OrderFile {
  readonly fileName: string;
  readonly source: RowSource;
}

/**
 * Runs that were under way when the program last ended become `interrupted`. Spooled files go that no run can go on with, and
 * those whose run was stopped a week ago.
 */
export async function createImportService(options: ImportServiceOptions): Promise<ImportService> {
  const { db, dataDir, now, newId, userRef } = options;
  const uploads = new Map<string, Upload>();
  let job: ImportJob | null = null;
  let starting = false;

  const forgetFile = async ({ runId, position }: ImportRunRow): Promise<Result<unknown>> => {
    const forgotten = attempt(db, () => ok(forgetRunFile(db, runId)), 'orders');
    if (forgotten.ok) await removeSpooled(dataDir, position.path);
    return forgotten;
  };
  const forgetOldFiles = async (): Promise<void> => {
    for (const run of listStoppedRuns(db)) {
      const { startedAt, endedAt, position } = run;
      if (isSpooled(dataDir, position.path) && (endedAt ?? startedAt) <= now() - FILE_KEPT_MS) await forgetFile(run);
    }
  };
  attempt(db, () => ok(markInterruptedRuns(db, now())), 'orders');
  await forgetOldFiles();
  await sweepSpool(dataDir, new Set(listStoppedRuns(db).map(({ position }) => position.path)));
  const forgetting = setInterval(() => void forgetOldFiles(), HOUR_MS).unref();

  const view = (run: ImportRunRow): ImportRun => runView(db, run, userRef(run.startedBy));
  const find = (runId: string): Result<ImportRunRow> => {
    const run = getImportRun(db, runId);
    return run ? ok(run) : refuse('not_found', { kind: 'import' });
  };
  const launch = (runId: string): void => {
    const { keys, sqliteBinding, workersDir, onProgress } = options;
    const started = startImportJob({ dataDir, keys, sqliteBinding, workersDir, runId, onProgress });
    job = started;
    void settle(started);
  };
  const settle = async (ended: ImportJob): Promise<void> => {
    const ending = await ended.ending;
    job = null;
    const { runId } = ended;
    try {
      // A thread that could not even write how it ended leaves its run as it was.
      if (ending.ended !== 'done' && getImportRun(db, runId)?.state === 'running')
        attempt(db, () => ok(setImportState(db, runId, 'interrupted', now())), 'orders');
      const run = getImportRun(db, runId);
      if (run !== null && (run.state === 'done' || run.state === 'failed') && isSpooled(dataDir, run.position.path)) {
        await forgetFile(run);
      }
      options.onEnded?.(runId, ending);
    } catch (error) {
      // Nobody waits for this: what cannot be written down now is at the next start.
      options.onFault?.(error);
    }
  };

  return {
    async inspect({ fileName, file, kind, headerLine }) {
      const uploadId = newId();
      const spooled = await spoolUpload(dataDir, uploadId, file);
      const inspected = await inspectFile({
        ...spooled,
        fileName,
        kind,
        headerLine,
        recall: (fingerprint) => recallMapping(db, fingerprint),
      });
      if (!inspected.ok) {
        await removeSpooled(dataDir, spooled.path);
        return inspected;
      }
      uploads.set(uploadId, { ...spooled, fileName, source: inspected.value.source });
      return ok({ uploadId, inspection: inspected.value.inspection });
    },
    fields: (kind) =>
      [...fieldsOf(kind)].map(([field, { label, required }]) => ({ field, label: { ...label }, required })),
    async start({ uploadId, mapping, remember, by }) {
      if (job || starting) return refuse('import_running');
      const upload = uploads.get(uploadId);
      if (!upload) return refuse('not_found', { kind: 'upload' });
      const runId = newId();
      starting = true;
      const prepared = await prepareImport({ db, runId, ...upload, mapping, remember, at: now(), by }).finally(() => {
        starting = false;
      });
      if (!prepared.ok) return prepared;
      uploads.delete(uploadId);
      launch(runId);
      const run = find(runId);
      return run.ok ? ok(view(run.value)) : run;
    },
    get: (runId) => {
      const run = find(runId);
      return run.ok ? ok(view(run.value)) : run;
    },
    list: () => listImportRuns(db, RUNS_LISTED).map(view),
    async cancel(runId) {
      if (job?.runId === runId) {
        job.cancel();
        await job.ending;
      }
      const run = find(runId);
      return run.ok ? ok(view(run.value)) : run;
    },
    resume: (runId) => {
      if (job || starting) return refuse('import_running');
      const run = find(runId);
      if (!run.ok) return run;
      const { state, position } = run.value;
      if (state === 'done') return ok(view(run.value));
      if (position.path === '') return refuse('import_file_gone');
      // Said at once: whoever looks before the thread is up must not take it for stopped.
      const marked = attempt(db, () => ok(setImportState(db, runId, 'running', null)), 'orders');
      if (!marked.ok) return marked;
      launch(runId);
      return ok({ ...view(run.value), state: 'running', resumable: false, endedAt: null });
    },
    async discard(runId) {
      if (job?.runId === runId) return refuse('import_running');
      const run = find(runId);
      if (!run.ok) return run;
      const forgotten = await forgetFile(run.value);
      if (!forgotten.ok) return forgotten;
      const after = find(runId);
      return after.ok ? ok(view(after.value)) : after;
    },
    report: (runId, page) => {
      const run = find(runId);
      return run.ok ? ok(reportPage(db, runId, page)) : run;
    },
    async badRows(runId, language) {
      const run = find(runId);
      if (!run.ok) return run;
      const path = await spoolPath(dataDir, newId());
      try {
        await exportBadRows(db, run.value, path, language);
        return ok({ fileName: badRowsFileName(run.value), file: new Blob([await readFile(path)]) });
      } finally {
        await removeSpooled(dataDir, path);
      }
    },
    async discardUpload(uploadId) {
      const upload = uploads.get(uploadId);
      uploads.delete(uploadId);
      if (upload) await removeSpooled(dataDir, upload.path);
    },
    async close() {
      clearInterval(forgetting);
      job?.cancel();
      await job?.ending;
      for (const { path } of uploads.values()) await removeSpooled(dataDir, path);
    },
  };
}
