/**
 * Migrates one file of the data folder given, and stops dead in the middle of the migration, when a table and a row of it are
 * written. The test that started this process then kills it.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { backUp } from '../open/backup.ts';
import { openFile } from '../open/file.ts';
import { migrate } from '../open/migrate.ts';
import { MIGRATIONS } from './old-version.ts';
import { SAMPLE_AT } from './sample-events.ts';
import { TEST_KEYS } from './temporary-db.ts';

const [dataDir = '', name = ''] = process.argv.slice(2);
const file = name === 'orders' ? 'orders' : 'desk';
const connection = openFile({ path: join(dataDir, `${file}.db`), key: TEST_KEYS[file] });
connection.function('stop_here', () => {
  writeSync(1, 'in the middle\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return 0;
});
const version = (MIGRATIONS[file].at(-1)?.version ?? 0) + 10;
const sql = 'CREATE TABLE half (id INTEGER) STRICT; INSERT INTO half VALUES (1); INSERT INTO half SELECT stop_here();';
migrate(connection, file, [...MIGRATIONS[file], { version, sql }], (from) => {
  backUp(connection, { dataDir, name: file, reason: `before-migration-from-${from}`, now: SAMPLE_AT });
});
