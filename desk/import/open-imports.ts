import { getImportRun } from '../../db/queries/imports.ts';
import type { DeskDeps } from '../deps.ts';
import type { KeySet } from '../keys/key-store.ts';
import { faultOf } from '../log.ts';
import { userRefOf } from '../views/users.ts';
import { createImportService, type ImportService } from './import-service.ts';

/** How often open windows are told how far an import has come. */
const TOLD_EVERY_MS = 300;

interface ImportFiles {
  readonly keys: KeySet;
  readonly sqliteBinding: string | undefined;
  readonly workersDir: string | undefined;
}

/** The imports of an open desk: windows are told of their progress, and what came in is audited when a run ends. */
export function openImports(deps: DeskDeps, files: ImportFiles): Promise<ImportService> {
  const { db, dataDir, now, newId, changes } = deps;
  let toldAt = 0;
  return createImportService({
    db,
    dataDir,
    now,
    newId,
    ...files,
    userRef: (userId) => userRefOf(deps, userId),
    onProgress: () => {
      if (now() - toldAt < TOLD_EVERY_MS) return;
      toldAt = now();
      changes.publish(['imports']);
    },
    onFault: (error) => deps.log.error('failed', { procedure: 'imports', fault: faultOf(error) }),
    onEnded: (runId) => {
      const run = getImportRun(db, runId);
      if (run !== null) {
        const { imported, observed, unchanged, bad } = run;
        deps.audit({
          act: 'orders_imported',
          userId: run.startedBy,
          record: `import/${runId}`,
          data: { ended: run.state, imported, observed, unchanged, bad },
        });
      }
      changes.publish(['imports', 'orders']);
    },
  });
}
