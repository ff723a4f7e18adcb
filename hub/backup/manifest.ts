/** What lies in a backup: a file for each table, and this beside them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const MANIFEST = 'manifest.json';

const table = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
  file: z.string().regex(/^[a-z_]+\.copy\.gz$/),
  rows: z.int().min(0),
  /** Of the file as it lies there. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifest = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  /** The last migration of the database. */
  migration: z.int(),
  /** In an order in which what is referred to comes first. */
  tables: z.array(table).min(1),
});
export type Manifest = z.infer<typeof manifest>;
export type BackedUpTable = z.infer<typeof table>;

/** Throws with a sentence where there is none. */
export function readManifest(folder: string): Manifest {
  try {
    return manifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
  } catch {
    throw new Error(`${folder} 不是中心的备份。 ${folder} is no backup of a hub.`);
  }
}
