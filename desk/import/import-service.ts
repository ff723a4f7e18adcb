/**
 * Imports as the desk's router offers them: an upload is spooled and inspected, its mapping confirmed, a job started, watched,
 * cancelled, resumed, and its report and bad rows fetched. Who may do so is the router's business.
 */
import { readFile } from 'node:fs/promises';
import type { ImportRun, Inspection, MappingInput } from '../../contract/desk-api/imports.ts';
import { attempt, type WritableDb } from '../../db/open/database.ts';
import {
  getImportRun,
  listImportRuns,
  markInterruptedRuns,
  recallMapping,
  setImportState,
  type ImportRunRow,
} from '../../db/queries/imports.ts';
import { ok, refuse, type Result } from '../../domain/kernel/result.ts';
import { fieldsOf } from '../../domain/orders/import/fields.ts';
import type { ReportLanguage } from '../../domain/orders/import/problem-words.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import { badRowsFileName, exportBadRows } from './export-bad-rows.ts';
import { startImportJob, type ImportEnding, type ImportJob } from './import-job.ts';
import { inspectFile } from './inspect.ts';
import { prepareImport } from './prepare-import.ts';
import { reportPage, runView, type ReportPage } from './report.ts';
import type { RowSource } from './row-source.ts';
import type { ImportProgress } from './run-import.ts';
import { removeSpooled, spoolPath, spoolUpload, sweepSpool } from './spool.ts';

const RUNS_LISTED = 50;

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
  resume(runId: string): Result<ImportRun>;
  report(runId: string, page: { code: string | null; cursor: string | null }): Result<ReportPage>;
  badRows(runId: string, language: ReportLanguage): Promise<Result<{ fileName: string; file: Blob }>>;
  discardUpload(uploadId: string): Promise<void>;
  /** Stops the run under way, if any; it can be resumed. */
  close(): Promise<void>;
}

interface Upload {
  readonly path: string;
  readonly fileName: string;
  readonly source: RowSource;
}

/** Runs that were under way when the program last ended become `interrupted`, and spooled files without a run go. */
export async function createImportService(options: ImportServiceOptions): Promise<ImportService> {
  const { db, dataDir, now, newId, userRef } = options;
  const uploads = new Map<string, Upload>();
  let job: ImportJob | null = null;
  let starting = false;

  attempt(db, () => ok(markInterruptedRuns(db, now())), 'orders');
  const resumable = listImportRuns(db, RUNS_LISTED).filter(
    ({ state }) => state === 'interrupted' || state === 'cancelled',
  );
  await sweepSpool(dataDir, new Set(resumable.map(({ position }) => position.path)));

  const view = (run: ImportRunRow): ImportRun => runView(db, run, userRef(run.startedBy));
  const find = (runId: string): Result<ImportRunRow> => {
    const run = getImportRun(db, runId);
    return run ? ok(run) : refuse('not_found', { runId });
  };
  const launch = (runId: string, path: string): void => {
    const { keys, sqliteBinding, workersDir, onProgress } = options;
    const started = startImportJob({ dataDir, keys, sqliteBinding, workersDir, runId, onProgress });
    job = started;
    void settle(started, path);
  };
  const settle = async (ended: ImportJob, path: string): Promise<void> => {
    const ending = await ended.ending;
    job = null;
    const { runId } = ended;
    try {
      // A thread that could not even write how it ended leaves its run as it was.
      if (ending.ended !== 'done' && getImportRun(db, runId)?.state === 'running')
        attempt(db, () => ok(setImportState(db, runId, 'interrupted', now())), 'orders');
      const state = getImportRun(db, runId)?.state;
      if (state === 'done' || state === 'failed') await removeSpooled(dataDir, path);
      options.onEnded?.(runId, ending);
    } catch (error) {
      // Nobody waits for this: what cannot be written down now is at the next start.
      options.onFault?.(error);
    }
  };

  return {
    async inspect({ fileName, file, kind, headerLine }) {
      const uploadId = newId();
      const path = await spoolUpload(dataDir, uploadId, file);
      const inspected = await inspectFile({
        path,
        fileName,
        kind,
        headerLine,
        recall: (fingerprint) => recallMapping(db, fingerprint),
      });
      if (!inspected.ok) {
        await removeSpooled(dataDir, path);
        return inspected;
      }
      uploads.set(uploadId, { path, fileName, source: inspected.value.source });
      return ok({ uploadId, inspection: inspected.value.inspection });
    },
    fields: (kind) =>
      [...fieldsOf(kind)].map(([field, { label, required }]) => ({ field, label: { ...label }, required })),
    async start({ uploadId, mapping, remember, by }) {
      if (job || starting) return refuse('import_running');
      const upload = uploads.get(uploadId);
      if (!upload) return refuse('not_found', { uploadId });
      const runId = newId();
      starting = true;
      const prepared = await prepareImport({ db, runId, ...upload, mapping, remember, at: now(), by }).finally(() => {
        starting = false;
      });
      if (!prepared.ok) return prepared;
      uploads.delete(uploadId);
      launch(runId, upload.path);
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
      // Said at once: whoever looks before the thread is up must not take it for stopped.
      const marked = attempt(db, () => ok(setImportState(db, runId, 'running', null)), 'orders');
      if (!marked.ok) return marked;
      launch(runId, position.path);
      return ok({ ...view(run.value), state: 'running', endedAt: null });
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
      job?.cancel();
      await job?.ending;
      for (const { path } of uploads.values()) await removeSpooled(dataDir, path);
    },
  };
}
