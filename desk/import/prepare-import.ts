import { transaction, type WritableDb } from '../../db/open/database.ts';
import { addImportRun, saveMapping } from '../../db/queries/imports.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import {
  checkMapping,
  headerFingerprint,
  rememberMapping,
  type ImportMapping,
} from '../../domain/orders/import/mapping.ts';
import { headerAt } from './inspect.ts';
import type { OrderFile } from './order-file.ts';
import type { RowSource } from './row-source.ts';

/** The file lies where it is until the run is over. */
export interface PrepareImportOptions extends OrderFile {
  readonly db: WritableDb;
  readonly runId: string;
  readonly source: RowSource;
  readonly fileName: string;
  /** As confirmed by a person. */
  readonly mapping: ImportMapping;
  /** Keep the mapping for the next file with these headers. */
  readonly remember: boolean;
  readonly at: UtcMs;
  readonly by: string;
}

/**
 * Enters a run for a file whose mapping is settled; `runImport` carries it out.
 * Refuses `mapping_incomplete`, `invalid_input` (a field unknown or filled twice) and `header_not_found`.
 */
export async function prepareImport(options: PrepareImportOptions): Promise<Result<{ runId: string }>> {
  const { db, runId, source, path, key, fileName, mapping, at, by } = options;
  const checked = checkMapping(mapping);
  if (!checked.ok) return checked;
  const header = await headerAt(source, mapping.headerLine);
  if (!header.ok) return header;
  if (options.remember) {
    const remembered = rememberMapping(header.value, mapping);
    transaction(db, () => saveMapping(db, headerFingerprint(header.value), remembered, { at, by }), 'desk');
  }
  const shape = { header: header.value, format: source.format, encoding: source.encoding, delimiter: source.delimiter };
  transaction(
    db,
    () => {
      addImportRun(db, {
        runId,
        fileName,
        sha256: source.sha256,
        mapping: { ...mapping, ...shape },
        position: { records: 0, path, key },
        startedAt: at,
        startedBy: by,
      });
    },
    'orders',
  );
  return ok({ runId });
}
