/** A backup of a running hub's database: every table as it is at one moment, in a folder that appears whole or not at all. */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { MANIFEST } from './manifest.ts';
import type { BackedUpTable, Manifest } from './manifest.ts';

/** What the hub makes anew by itself, or what is over by the time that a backup is put back. */
const LEFT_OUT: ReadonlySet<string> = new Set(['migration', 'presence', 'nonce', 'hub_state']);

/** Writes the backup to this folder, which must not be there yet. What is sealed stays sealed: the key is kept elsewhere. */
export async function backUpHub(url: string, folder: string, now: Date): Promise<Manifest> {
  if (existsSync(folder)) throw new Error(`${folder} 已存在。 ${folder} is there already.`);
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<{ last: number }>('SELECT max(number) AS last FROM migration');
    const tables: BackedUpTable[] = [];
    for (const { name, columns } of await tablesOf(client)) tables.push(await copyOut(client, part, name, columns));
    const made: Manifest = { format: 1, madeAt: now.toISOString(), migration: rows[0]?.last ?? 0, tables };
    writeFileSync(join(part, MANIFEST), `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    renameSync(part, folder);
    return made;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The tables of the hub, each behind those that it refers to; without what only this server can count. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { readonly needs: readonly string[] }>(
    `SELECT c.relname AS name,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid <> 'xid8'::regtype) AS columns,
       coalesce((SELECT array_agg(r.relname::text) FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
        WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid), '{}') AS needs
     FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname`,
  );
  const left = rows.filter(({ name }) => !LEFT_OUT.has(name));
  const ordered: Table[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ needs }) => needs.every((other) => ordered.some(({ name }) => name === other)));
    if (next === -1) throw new Error('tables that refer to one another in a circle');
    ordered.push(...left.splice(next, 1));
  }
  return ordered;
}

async function copyOut(
  client: pg.Client,
  folder: string,
  name: string,
  columns: readonly string[],
): Promise<BackedUpTable> {
  const file = `${name}.copy.gz`;
  const hash = createHash('sha256');
  const hashing = new PassThrough().on('data', (chunk: Buffer) => hash.update(chunk));
  const copying = client.query(copyTo(`COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) TO STDOUT`));
  await pipeline(copying, createGzip({ level: 1 }), hashing, createWriteStream(join(folder, file), { mode: 0o600 }));
  return { name, columns: [...columns], file, rows: copying.rowCount, sha256: hash.digest('hex') };
}

export function quoted(name: string): string {
  return pg.escapeIdentifier(name);
}
