/** kill -9 while files of a past version are brought to the newest, once or several times in a row. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openFileToRead } from '../../../db/open/file.ts';
import { openDeskDb } from '../../../db/open/open-desk-db.ts';
import type { DataFile } from '../../../db/open/errors.ts';
import { verifyAuditChain } from '../../../db/queries/audit.ts';
import { keptFixture, makeOldFile, pastVersions, readSamples } from '../../../db/testing/old-version.ts';
import { TEST_KEYS } from '../../../db/testing/temporary-db.ts';
import { startDeskProcess } from '../desk-process.ts';
import { soundness } from '../examine/stores.ts';
import type { Harm } from '../round.ts';

const BOTH = ['desk', 'orders'] as const;

export const killDuringMigration: Harm = {
  name: 'kill during migration',
  missing: () => null,
  run: async ({ dataDir, filesDir }, chance, seed) => {
    rmSync(dataDir, { recursive: true });
    mkdirSync(dataDir);
    const versions = BOTH.map((file) => put(dataDir, file, chance.pick(pastVersions(file))));
    const before = BOTH.map((file) => samplesOf(dataDir, file));
    const kills = chance.between(1, 3);
    for (let kill = 0; kill < kills; kill += 1) {
      const desk = startDeskProcess({ dataDir, filesDir, seed, focus: 'everything', idle: true });
      await desk.until((journal) => journal.length > 0);
      await pause(chance.between(0, 120));
      desk.signal('SIGKILL');
      await desk.ended;
    }
    const problems = examineMigrated(dataDir, before);
    return { journal: [], harm: `from desk ${versions[0]}, orders ${versions[1]}, killed ${kills} times`, problems };
  },
};

function put(dataDir: string, file: DataFile, version: number): number {
  const path = join(dataDir, `${file}.db`);
  const kept = keptFixture(file, version);
  if (kept === null) makeOldFile(path, file, version);
  else copyFileSync(kept, path);
  return version;
}

function samplesOf(dataDir: string, file: DataFile) {
  const connection = openFileToRead({ path: join(dataDir, `${file}.db`), key: TEST_KEYS[file] });
  try {
    return readSamples(connection, file);
  } finally {
    connection.close();
  }
}

/** What a program of the past left must be there; the identity and the policy that this one adds come besides. */
function examineMigrated(dataDir: string, before: readonly ReturnType<typeof samplesOf>[]): string[] {
  const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: Date.now() });
  if (!opened.ok) return [`the files do not open again: ${opened.refusal.code}`];
  const { db } = opened.value;
  const problems = soundness(dataDir);
  if (verifyAuditChain(db).firstBrokenSeq !== null) problems.push('audit verify: the chain breaks');
  db.close();
  BOTH.forEach((file, index) => {
    const after = samplesOf(dataDir, file);
    for (const { table, columns, rows } of before[index] ?? []) {
      const now = after.find((each) => each.table === table);
      const known = new Set(now?.rows.map((row) => JSON.stringify(columns.map((column) => row[column]))));
      const lost = rows.filter((row) => !known.has(JSON.stringify(columns.map((column) => row[column]))));
      if (lost.length > 0) problems.push(`${lost.length} rows of ${table} are lost`);
    }
  });
  const backups = join(dataDir, 'backups');
  const found = existsSync(backups) ? readdirSync(backups) : [];
  if (!found.some((name) => name.endsWith('.db'))) problems.push('there is no backup of what was migrated');
  return problems;
}
