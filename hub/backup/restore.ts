/** Puts a backup into a database in which nothing has happened yet. All of it or nothing. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Sealer } from '../keys/sealer.ts';
import { migrate } from '../migrations/migrate.ts';
import { quoted } from './back-up.ts';
import { readManifest } from './manifest.ts';
import type { BackedUpTable, Manifest } from './manifest.ts';

/** In one of these there is something as soon as anybody has used a hub. */
const USED = ['account', 'desk', 'enrolment', 'event', 'command', 'reference', 'secret'] as const;

/**
 * Throws with a sentence, and leaves the database as it was, where it is not empty, where the backup is damaged or of a later version, and
 * where this key does not open it. Desks pull from the beginning afterwards, whatever they had.
 */
export async function restoreHub(url: string, folder: string, sealer: Sealer): Promise<Manifest> {
  const backup = readManifest(folder);
  await checkFiles(folder, backup.tables);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate(client);
    const { rows } = await client.query<{ last: number }>('SELECT max(number) AS last FROM migration');
    if (backup.migration > (rows[0]?.last ?? 0))
      throw new Error('备份来自更新的版本，请先升级中心。 The backup is of a later version: install the newer hub.');
    await client.query('BEGIN');
    for (const name of USED) {
      const used = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
      if (used.rows.length > 0)
        throw new Error(
          '数据库里已有数据，只能恢复到空的数据库。 There is something in the database: a backup is put into an empty one.',
        );
    }
    for (const table of backup.tables) await copyIn(client, folder, table);
    await checkKey(client, sealer);
    await client.query('UPDATE hub_state SET generation = generation + 1 + (random() * 1000000)::int');
    await client.query('COMMIT');
    return backup;
  } finally {
    // What is not committed by then has not happened.
    await client.end();
  }
}

async function checkFiles(folder: string, tables: readonly BackedUpTable[]): Promise<void> {
  for (const { file, sha256 } of tables) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, file)), hash).catch(() => hash.end());
    if (hash.digest('hex') !== sha256)
      throw new Error(`备份已损坏：${file}。请换一份备份。 The backup is damaged at ${file}: take another one.`);
  }
}

async function copyIn(client: pg.Client, folder: string, { name, columns, file, rows }: BackedUpTable): Promise<void> {
  const copying = client.query(copyFrom(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
  await pipeline(createReadStream(join(folder, file)), createGunzip(), copying);
  if (copying.rowCount !== rows) throw new Error(`${name}: ${copying.rowCount} rows of ${rows} came`);
  const { rows: counted } = await client.query<{ column: string; sequence: string }>(
    `SELECT a.attname AS column, pg_get_serial_sequence($1, a.attname) AS sequence FROM pg_attribute a
     WHERE a.attrelid = $1::regclass AND a.attidentity <> ''`,
    [name],
  );
  for (const { column, sequence } of counted) {
    await client.query(`SELECT setval($1, coalesce((SELECT max(${quoted(column)}) FROM ${quoted(name)}), 0) + 1)`, [
      sequence,
    ]);
  }
}

async function checkKey(client: pg.Client, sealer: Sealer): Promise<void> {
  const { rows } = await client.query<{ value: Buffer }>('SELECT value FROM secret');
  try {
    for (const { value } of rows) sealer.open(value);
  } catch (error) {
    const words =
      '这把列加密密钥打不开备份，请用备份时的密钥。 This key does not open the backup: give the one of its time.';
    throw new Error(words, { cause: error });
  }
}
