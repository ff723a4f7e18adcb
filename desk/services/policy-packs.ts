import { attempt } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { installPack, listPacks } from '../../db/queries/policy-packs.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { loadPolicyPack, policyInForce } from '../../domain/policy/pack.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import { loadSamplePack } from '../../domain/policy/packs/sample.ts';
import { writeAudit } from './audit.ts';

/**
 * Every policy pack of this desk, the one that ships installed where it is not yet. A version that an older program
 * installed and this one cannot read is left out: decisions made under it carry what they said.
 * Refuses `policy_pack_invalid`, `database_locked`, `disk_full`.
 */
export function openPolicyPacks(db: WritableDb, now: UtcMs): Result<readonly PolicyPack[]> {
  const shipped = loadSamplePack();
  if (!shipped.ok) return shipped;
  const installed = attempt(db, () => {
    install(db, shipped.value, now);
    return ok(listPacks(db));
  });
  if (!installed.ok) return installed;
  const packs = installed.value.flatMap(({ body }) => {
    const loaded = loadPolicyPack(JSON.parse(body));
    return loaded.ok ? [loaded.value] : [];
  });
  const isThere = packs.some((pack) => pack.id === shipped.value.id && pack.version === shipped.value.version);
  const all = isThere ? packs : [...packs, shipped.value];
  return policyInForce(all, now) === null ? refuse('policy_pack_invalid', { problem: 'none_in_force' }) : ok(all);
}

function install(db: WritableDb, pack: PolicyPack, now: UtcMs): void {
  const version = String(pack.version);
  const isNew = installPack(db, {
    packId: pack.id,
    version,
    body: JSON.stringify(pack),
    installedAt: now,
    installedBy: SYSTEM_USER_ID,
  });
  if (!isNew) return;
  writeAudit(db, now, {
    act: 'policy_pack_installed',
    userId: SYSTEM_USER_ID,
    data: { packId: pack.id, version, isSample: pack.isSample },
  });
}
