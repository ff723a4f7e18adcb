import { ok, refuse, type Result } from '../../domain/kernel/result.ts';
import type { OrderFile } from './order-file.ts';
import { openCsv } from './read-csv.ts';
import { openXlsx } from './read-xlsx.ts';
import { UnreadableFile, type RowSource } from './row-source.ts';
import { surveyFile } from './survey-file.ts';

/**
 * Opens an order file by what it holds, not by its name. Refuses `file_empty`, `file_type_unknown` (with `reason: 'protected'`
 * for an old .xls or a spreadsheet behind a password) and `file_unreadable`.
 */
export async function openRows(file: OrderFile): Promise<Result<RowSource>> {
  try {
    const survey = await surveyFile(file);
    if (survey.bytes === 0) return refuse('file_empty');
    if (survey.container === 'zip') return ok(openXlsx(file, survey));
    if (survey.container === 'text') return ok(await openCsv(file, survey));
    return refuse('file_type_unknown', { reason: survey.container === 'ole' ? 'protected' : 'binary' });
  } catch (error) {
    return unreadable(error);
  }
}

/** A fault of the file as a refusal; any other exception goes on. */
export function unreadable(error: unknown): Result<never> {
  if (error instanceof UnreadableFile) return refuse('file_unreadable', { reason: error.reason, line: error.line });
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/u.test(error.code)) {
    return refuse('file_unreadable', { reason: error.code, line: null });
  }
  throw error;
}
