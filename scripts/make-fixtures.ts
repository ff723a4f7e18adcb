/**
 * `node scripts/run.mjs scripts/make-fixtures.ts`: keeps a file of every version of both databases that has none yet, to be opened
 * by all programs to come. One that is kept is never made again: it is what that version left.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, keptFixture, makeOldFile, MIGRATIONS } from '../db/testing/old-version.ts';

mkdirSync(FIXTURES, { recursive: true });
for (const file of ['desk', 'orders'] as const) {
  for (const { version } of MIGRATIONS[file]) {
    if (keptFixture(file, version) !== null) continue;
    const path = join(FIXTURES, `${file}-${version}.db`);
    makeOldFile(path, file, version);
    rmSync(`${path}-check`, { force: true });
    console.log(`kept ${file}-${version}.db`);
  }
}
