import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file to start the import worker from: its bundle where there is one, otherwise its source, which Node runs as it is. */
export function importWorkerFile(workersDir: string | undefined): string {
  if (workersDir !== undefined) return join(workersDir, 'import-worker.cjs');
  return fileURLToPath(new URL('import-worker.ts', import.meta.url));
}
