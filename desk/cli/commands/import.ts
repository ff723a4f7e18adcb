import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import type { WritableDb } from '../../../db/open/database.ts';
import {
  findUnfinishedRun,
  getImportRun,
  listRowProblems,
  recallMapping,
  type ImportRunRow,
} from '../../../db/queries/imports.ts';
import { SYSTEM_USER_ID } from '../../../domain/kernel/actor.ts';
import { ok, refuse, type Result } from '../../../domain/kernel/result.ts';
import { fieldsOf } from '../../../domain/orders/import/fields.ts';
import type { ImportMapping } from '../../../domain/orders/import/mapping.ts';
import { describeProblem } from '../../../domain/orders/import/problem-words.ts';
import { ORDER_KINDS } from '../../../domain/orders/order.ts';
import { exportBadRows } from '../../import/export-bad-rows.ts';
import { startImportJob } from '../../import/import-job.ts';
import { inspectFile, type InspectedFile } from '../../import/inspect.ts';
import { prepareImport } from '../../import/prepare-import.ts';
import type { ImportProgress } from '../../import/run-import.ts';
import { EXIT, type CliCommand, type CliIo, type ExitCode } from '../command.ts';
import { correctMapping, readMappingFile, type MappingCorrections } from '../import-mapping-file.ts';
import { say, sayRefusal } from '../import-words.ts';
import { DATA_FLAGS, openData, type OpenedData } from '../open-data.ts';

const PROBLEMS_SHOWN = 50;
const FLAGS = {
  ...DATA_FLAGS,
  kind: { type: 'string' },
  mapping: { type: 'string' },
  'bad-rows': { type: 'string' },
  yes: { type: 'boolean' },
} as const;

export const importCommand: CliCommand = {
  name: 'import',
  usage:
    'FILE [--kind terminal_application|acquiring_txn] [--mapping FILE] [--bad-rows FILE] [--yes] [--data-dir DIR] [--demo] [--passphrase]',
  summary: { zh: '导入订单文件（CSV 或 XLSX）', en: 'Imports a file of orders (CSV or XLSX)' },
  async run(args, io) {
    const flags = parseFlags(args);
    if (!flags) {
      io.err(say(io.language, 'usage', { usage: importCommand.usage }));
      return EXIT.usage;
    }
    const corrections = await readCorrections(flags.mapping, io);
    if (corrections === undefined) return EXIT.usage;
    const opened = await openData(flags, io);
    if (!opened.ok) return refused(opened, io);
    try {
      return await importFile(opened.value, flags, corrections, io);
    } finally {
      opened.value.db.close();
    }
  },
};

type Flags = NonNullable<ReturnType<typeof parseFlags>>;

function parseFlags(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: FLAGS, allowPositionals: true });
    const [file] = positionals;
    const kind = ORDER_KINDS.find((known) => known === values.kind) ?? null;
    if (file === undefined || positionals.length > 1 || (values.kind !== undefined && kind === null)) return null;
    return { ...values, kind, path: resolve(file) };
  } catch {
    return null;
  }
}

/** Undefined where the file makes no sense, which was said. */
async function readCorrections(path: string | undefined, io: CliIo): Promise<MappingCorrections | null | undefined> {
  if (path === undefined) return null;
  const read = await readMappingFile(path);
  if ('corrections' in read) return read.corrections;
  io.err(say(io.language, 'mapping_unreadable', { path, reason: read.reason }));
  return undefined;
}

async function importFile(
  data: OpenedData,
  flags: Flags,
  corrections: MappingCorrections | null,
  io: CliIo,
): Promise<ExitCode> {
  const { db } = data;
  const inspected = await inspectFile({
    path: flags.path,
    fileName: basename(flags.path),
    kind: flags.kind,
    recall: (fingerprint) => recallMapping(db, fingerprint),
  });
  if (!inspected.ok) return refused(inspected, io);
  const mapping = correctMapping(inspected.value.guess, corrections);
  showMapping(inspected.value, mapping, io);
  if (flags.yes !== true && (io.confirm === null || !(await io.confirm(say(io.language, 'confirm'))))) {
    io.err(say(io.language, 'needs_yes'));
    return EXIT.refused;
  }
  const runId = await enterRun(db, flags.path, inspected.value, mapping, io);
  if (!runId.ok) return refused(runId, io);
  const startedAt = Date.now();
  const run = await carryOut(data, runId.value, io);
  if (!run.ok) return refused(run, io);
  showResult(db, run.value, (Date.now() - startedAt) / 1000, io);
  if (flags['bad-rows'] !== undefined && run.value.bad > 0) {
    const count = await exportBadRows(db, run.value, flags['bad-rows'], io.language);
    io.out(say(io.language, 'bad_rows_written', { count, path: flags['bad-rows'] }));
  }
  if (run.value.state === 'cancelled') return EXIT.cancelled;
  return run.value.bad > 0 ? EXIT.withBadRows : EXIT.ok;
}

/** In a thread, as the desk does it: what it needs of memory goes with it, and Ctrl-C is heard. */
async function carryOut({ db, dataDir, keys }: OpenedData, runId: string, io: CliIo): Promise<Result<ImportRunRow>> {
  const job = startImportJob({ dataDir, keys, sqliteBinding: undefined, runId, onProgress: progressTo(io) });
  const cancel = (): void => job.cancel();
  if (io.signal.aborted) cancel();
  io.signal.addEventListener('abort', cancel);
  const ending = await job.ending;
  io.signal.removeEventListener('abort', cancel);
  if (ending.ended === 'refused') return { ok: false, refusal: ending.refusal };
  if (ending.ended === 'crashed') throw ending.cause;
  const run = getImportRun(db, runId);
  return run ? ok(run) : refuse('not_found');
}

/** The run to carry out: one of this very file with these columns that did not come to its end, otherwise a new one. */
async function enterRun(
  db: WritableDb,
  path: string,
  { source }: InspectedFile,
  mapping: ImportMapping,
  io: CliIo,
): Promise<Result<string>> {
  const unfinished = findUnfinishedRun(db, source.sha256);
  if (unfinished && unfinished.position.path === path && sameColumns(unfinished.mapping, mapping)) {
    io.err(say(io.language, 'resuming', { records: unfinished.position.records }));
    return ok(unfinished.runId);
  }
  const runId = uuidv7();
  const prepared = await prepareImport({
    db,
    runId,
    source,
    path,
    mapping,
    fileName: basename(path),
    remember: true,
    at: Date.now(),
    by: SYSTEM_USER_ID,
  });
  return prepared.ok ? ok(runId) : prepared;
}

function sameColumns(one: ImportMapping, other: ImportMapping): boolean {
  const key = ({ kind, headerLine, columns }: ImportMapping): string =>
    JSON.stringify([kind, headerLine, columns.map(({ index, field, unit }) => [index, field, unit])]);
  return key(one) === key(other);
}

function showMapping({ inspection, guess }: InspectedFile, mapping: ImportMapping, { language, out }: CliIo): void {
  out(
    say(language, 'taken_for', {
      file: inspection.fileName,
      kind: say(language, `kind_${inspection.kind}`),
      encoding: inspection.encoding,
      line: inspection.headerLine,
      remembered: guess.remembered ? say(language, 'remembered') : '',
    }),
  );
  const fields = fieldsOf(inspection.kind);
  for (const [
    position,
    { letter, header, field: guessed, confidence, samplesMasked },
  ] of inspection.columns.entries()) {
    const { field = null, unit = null } = mapping.columns[position] ?? {};
    const definition = field === null ? undefined : fields.get(field);
    out(
      say(language, 'column', {
        letter,
        header,
        field: definition ? `${definition.label[language]} (${field})` : (field ?? say(language, 'left_out')),
        unit: definition?.kind === 'amount' ? say(language, `unit_${unit ?? 'unknown'}`) : '',
        confidence: say(language, field === guessed ? `confidence_${confidence}` : 'confidence_given'),
        samples: samplesMasked.join(' · '),
      }),
    );
  }
}

/** A line for every tenth of the file. */
function progressTo({ language, err }: CliIo): (progress: ImportProgress) => void {
  let told = 0;
  return ({ progress, rowsRead, bad }) => {
    const tenth = Math.floor(progress * 10);
    if (tenth <= told) return;
    told = tenth;
    err(say(language, 'progress', { percent: tenth * 10, rowsRead, bad }));
  };
}

function showResult(db: WritableDb, run: ImportRunRow, seconds: number, { language, out }: CliIo): void {
  const { rowsRead, imported, observed, unchanged, bad } = run;
  out(
    say(language, 'result', {
      rowsRead,
      imported,
      observed,
      unchanged,
      bad,
      seconds: seconds.toFixed(1),
      rate: Math.round(rowsRead / Math.max(seconds, 0.001)),
    }),
  );
  const problems = listRowProblems(db, run.runId, { code: null, afterSeq: 0, limit: PROBLEMS_SHOWN });
  for (const problem of problems) {
    out(
      say(language, 'problem', {
        line: problem.line,
        column: problem.column,
        value: problem.valueMasked,
        ...describeProblem(problem, language),
      }),
    );
  }
  if (bad > problems.length) out(say(language, 'more_problems', { count: bad - problems.length }));
  if (run.state === 'cancelled') out(say(language, 'cancelled'));
}

function refused(result: Extract<Result<never>, { ok: false }>, { language, err }: CliIo): ExitCode {
  err(sayRefusal(language, result.refusal));
  return EXIT.refused;
}
