import { z } from 'zod';
import { cursor, id, nothing, procedure, userRef, utcMs } from './shared.ts';
import { orderKind } from './orders.ts';

export const columnGuess = z.object({
  /** 0-based position in the file. */
  index: z.int(),
  letter: z.string(),
  header: z.string(),
  /** The canonical field, null for a column that is left out. */
  field: z.string().nullable(),
  confidence: z.enum(['remembered', 'sure', 'likely', 'none']),
  unit: z.enum(['yuan', 'fen']).nullable(),
  samplesMasked: z.array(z.string()),
});
export type ColumnGuess = z.infer<typeof columnGuess>;

export const inspection = z.object({
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx']),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  kind: orderKind,
  /** 1-based line of the header; lines before it are preamble. */
  headerLine: z.int(),
  columns: z.array(columnGuess),
  /** Required fields that no column fills yet. */
  missing: z.array(z.string()),
  approximateRows: z.int().nullable(),
  mappingRemembered: z.boolean(),
});
export type Inspection = z.infer<typeof inspection>;

/** As many as a sheet can have. */
const MOST_COLUMNS = 16_384;

export const mappingInput = z.object({
  kind: orderKind,
  /** Whoever gives a line has the file read up to it. */
  headerLine: z.int().min(1).max(10_000),
  columns: z
    .array(
      z.object({
        index: z
          .int()
          .min(0)
          .max(MOST_COLUMNS - 1),
        field: z.string().max(100).nullable(),
        unit: z.enum(['yuan', 'fen']).nullable(),
      }),
    )
    .max(MOST_COLUMNS),
});
export type MappingInput = z.infer<typeof mappingInput>;

export const importRun = z.object({
  runId: z.string(),
  fileName: z.string(),
  kind: orderKind,
  state: z.enum(['running', 'done', 'cancelled', 'failed', 'interrupted']),
  /** Stopped before its end, and the copy of its file is still here to go on with. */
  resumable: z.boolean(),
  rowsRead: z.int(),
  imported: z.int(),
  observed: z.int(),
  unchanged: z.int(),
  bad: z.int(),
  /** 0 to 1, of the bytes or rows of the file. */
  progress: z.number(),
  startedAt: utcMs,
  endedAt: utcMs.nullable(),
  by: userRef.nullable(),
  problemCounts: z.array(z.object({ code: z.string(), count: z.int() })),
});
export type ImportRun = z.infer<typeof importRun>;

export const rowProblem = z.object({
  line: z.int(),
  column: z.string(),
  field: z.string().nullable(),
  /** Locale keys `importProblem.<code>.what` and `.fix`. */
  code: z.string(),
  valueMasked: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type RowProblemView = z.infer<typeof rowProblem>;

export const importsContract = {
  /** `headerLine` (1-based) where a person says which line it is, of the first 40; null to find it. */
  inspect: procedure
    .input(
      z.object({
        fileName: z.string().min(1).max(255),
        file: z.instanceof(Blob),
        kind: orderKind.nullable(),
        headerLine: z.int().min(1).max(40).nullable().default(null),
      }),
    )
    .output(z.object({ uploadId: z.string(), inspection })),
  /** Canonical fields of a kind, for correcting a mapping. */
  fields: procedure
    .input(z.object({ kind: orderKind }))
    .output(
      z.array(
        z.object({ field: z.string(), label: z.object({ zh: z.string(), en: z.string() }), required: z.boolean() }),
      ),
    ),
  start: procedure.input(z.object({ uploadId: id, mapping: mappingInput, remember: z.boolean() })).output(importRun),
  get: procedure.input(z.object({ runId: id })).output(importRun),
  list: procedure.output(z.array(importRun)),
  cancel: procedure.input(z.object({ runId: id })).output(importRun),
  /** Goes on from the last committed batch of an interrupted or cancelled run. */
  resume: procedure.input(z.object({ runId: id })).output(importRun),
  /** Removes the copy of a stopped run's file: what was imported stays, the rest is given up. */
  discard: procedure.input(z.object({ runId: id })).output(importRun),
  report: procedure
    .input(z.object({ runId: id, code: z.string().nullable(), cursor }))
    .output(z.object({ problems: z.array(rowProblem), total: z.int(), next: cursor })),
  /** The bad rows as a file of the same shape, with a last column that says what is wrong. */
  badRows: procedure
    .input(z.object({ runId: id }))
    .output(z.object({ fileName: z.string(), file: z.instanceof(Blob) })),
  discardUpload: procedure.input(z.object({ uploadId: id })).output(nothing),
};
