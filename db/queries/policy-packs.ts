/** The policy packs that were installed, each version whole and for good. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

export interface InstalledPack {
  readonly packId: string;
  readonly version: string;
  /** The pack's JSON as it was installed. */
  readonly body: string;
  readonly installedAt: UtcMs;
  readonly installedBy: string;
}

/** Installs a version that is not there yet; a version that is there stays what it was. Answers whether it was installed. */
export function installPack(db: WritableDb, pack: InstalledPack): boolean {
  const changed = db.run(
    `INSERT INTO policy_pack (pack_id, version, body, installed_at, installed_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (pack_id, version) DO NOTHING`,
    pack.packId,
    pack.version,
    pack.body,
    pack.installedAt,
    pack.installedBy,
  );
  return changed === 1;
}

/** How many versions are installed: none is ever taken away, so the same number is the same packs. */
export function countPacks(db: ReadableDb): number {
  return db.get<{ count: number }>('SELECT count(*) AS count FROM policy_pack')?.count ?? 0;
}

export function hasPack(db: ReadableDb, packId: string, version: string): boolean {
  return db.get('SELECT 1 FROM policy_pack WHERE pack_id = ? AND version = ?', packId, version) !== undefined;
}

export function listPacks(db: ReadableDb): InstalledPack[] {
  return db.all<InstalledPack>(
    `SELECT pack_id AS packId, version, body, installed_at AS installedAt, installed_by AS installedBy FROM policy_pack
     ORDER BY pack_id, version`,
  );
}
