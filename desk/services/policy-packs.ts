import type { PolicyChange } from '../../contract/desk-api/policy.ts';
import { attempt } from '../../db/open/database.ts';
import type { ReadableDb, WritableDb } from '../../db/open/database.ts';
import { countPacks, hasPack, installPack, listPacks } from '../../db/queries/policy-packs.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { inForceFrom, loadPolicyPack, newestFirst, policyInForce } from '../../domain/policy/pack.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import { loadSamplePack } from '../../domain/policy/packs/sample.ts';
import { writeAudit } from './audit.ts';
import { jsonOf } from './json-file.ts';

/**
 * The policy in force at any time, the pack that ships installed where it is not yet. What is installed later counts from
 * then on, also from the command line. A desk that stays open past the last day of its policy goes on with the newest it has.
 * Refuses `policy_pack_invalid`, `database_locked`, `disk_full`.
 */
export function openPolicyPacks(db: WritableDb, now: () => UtcMs): Result<() => PolicyPack> {
  const shipped = loadSamplePack();
  if (!shipped.ok) return shipped;
  const installed = attempt(db, () => {
    const { id, version } = shipped.value;
    if (!hasPack(db, id, String(version))) install(db, shipped.value, { at: now(), by: SYSTEM_USER_ID });
    return ok(true);
  });
  if (!installed.ok) return installed;
  let known = { count: 0, packs: [] as readonly PolicyPack[] };
  const packs = (): readonly PolicyPack[] => {
    const count = countPacks(db);
    if (count !== known.count) known = { count, packs: readablePacks(db, shipped.value) };
    return known.packs;
  };
  if (policyInForce(packs(), now()) === null) {
    return refuse('policy_pack_invalid', { problems: ['effectiveFrom: no pack is in force today'], count: 1 });
  }
  return ok(() => policyInForce(packs(), now()) ?? packs().toSorted(newestFirst)[0] ?? shipped.value);
}

/**
 * Every pack of this desk that this program can read, the shipped one always. A version that an older program installed and
 * this one cannot read is left out: decisions made under it carry what they said.
 */
function readablePacks(db: ReadableDb, shipped: PolicyPack): readonly PolicyPack[] {
  const packs = listPacks(db).flatMap(({ body }) => {
    const loaded = loadPolicyPack(JSON.parse(body));
    return loaded.ok ? [loaded.value] : [];
  });
  const isThere = packs.some((pack) => pack.id === shipped.id && pack.version === shipped.version);
  return isThere ? packs : [...packs, shipped];
}

/**
 * Reads the text of a policy pack and says what installing it would change. Refuses `policy_pack_invalid` (each problem as
 * `path: message`), `policy_pack_version_taken` (a version that is installed is never replaced). @rule B47
 */
export function checkPolicyPack(
  db: ReadableDb,
  body: string,
  now: UtcMs,
): Result<{ readonly pack: PolicyPack; readonly change: PolicyChange }> {
  const shipped = loadSamplePack();
  if (!shipped.ok) return shipped;
  const json = jsonOf(body, 'policy_pack_invalid');
  if (!json.ok) return json;
  const loaded = loadPolicyPack(json.value);
  if (!loaded.ok) return loaded;
  const pack = loaded.value;
  const version = String(pack.version);
  if (hasPack(db, pack.id, version)) return refuse('policy_pack_version_taken', { packId: pack.id, version });
  const installed = readablePacks(db, shipped.value);
  const current = policyInForce(installed, now);
  return ok({
    pack,
    change: {
      packId: pack.id,
      packVersion: version,
      name: pack.name,
      isSample: pack.isSample,
      feeListVersion: pack.feeList.version,
      effectiveFrom: pack.effectiveFrom,
      effectiveTo: pack.effectiveTo,
      inForceFrom: inForceFrom(pack, installed, now),
      current: current === null ? null : { packId: current.id, packVersion: String(current.version) },
    },
  });
}

/** Installs it for good, and says in the audit log who did. Refuses what {@link checkPolicyPack} does, and `database_locked`, `disk_full`. */
export function installPolicyPack(
  db: WritableDb,
  body: string,
  { at, by }: { readonly at: UtcMs; readonly by: string },
): Result<PolicyChange> {
  return attempt(db, () => {
    const checked = checkPolicyPack(db, body, at);
    if (!checked.ok) return checked;
    install(db, checked.value.pack, { at, by });
    return ok(checked.value.change);
  });
}

function install(db: WritableDb, pack: PolicyPack, { at, by }: { readonly at: UtcMs; readonly by: string }): void {
  const version = String(pack.version);
  installPack(db, { packId: pack.id, version, body: JSON.stringify(pack), installedAt: at, installedBy: by });
  writeAudit(db, at, {
    act: 'policy_pack_installed',
    userId: by,
    data: { packId: pack.id, version, isSample: pack.isSample },
  });
}
