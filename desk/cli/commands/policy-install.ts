import type { PolicyChange } from '../../../contract/desk-api/policy.ts';
import { SYSTEM_USER_ID } from '../../../domain/kernel/actor.ts';
import { installPolicyPack } from '../../services/policy-packs.ts';
import { fileCommand } from '../file-command.ts';

/** `policy install FILE`: installs a policy pack for good; a version that is there is never replaced. */
export const policyCommand = fileCommand<PolicyChange>({
  name: 'policy',
  verb: 'install',
  summary: {
    zh: '装载政策包（JSON）；已装载的版本不会被替换',
    en: 'Installs a policy pack (JSON); a version that is installed is never replaced',
  },
  take: (db, body) => installPolicyPack(db, body, { at: Date.now(), by: SYSTEM_USER_ID }),
  lines: {
    zh: (change) => [
      `已装载：${change.name.zh}（${change.packId} 第 ${change.packVersion} 版，收费 ${change.feeListVersion} 版）。`,
      change.inForceFrom === null
        ? '它不会启用：有效期已过，或另有版本优先。'
        : `自 ${change.inForceFrom} 起启用${change.current === null ? '' : `，现行的是 ${change.current.packId} 第 ${change.current.packVersion} 版`}。`,
    ],
    en: (change) => [
      `Installed: ${change.name.en} (${change.packId} version ${change.packVersion}, fee list ${change.feeListVersion}).`,
      change.inForceFrom === null
        ? 'It will not be in force: its days are over, or another version goes before it.'
        : `In force from ${change.inForceFrom}${change.current === null ? '' : `; now it is ${change.current.packId} version ${change.current.packVersion}`}.`,
    ],
  },
});
