import { transaction } from '../../db/open/database.ts';
import { putSetting } from '../../db/queries/settings.ts';
import { saveBranch, saveUser } from '../../db/queries/users.ts';
import { ROLES, SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import type { DeskDeps } from '../deps.ts';
import { hashPassword } from '../../contract/hub-protocol/passwords.ts';

/** The one password of everybody in the demonstration. It is shown at sign-in and opens nothing else. */
export const DEMO_PASSWORD = 'demo-desk-2026';

const BRANCHES = [
  { branchId: 'demo-branch-hq', name: '演示总部', address: '演示市示例区样例路1号' },
  { branchId: 'demo-branch-east', name: '演示东区门店', address: '演示市示例区样例路2号' },
  { branchId: 'demo-branch-west', name: '演示西区门店', address: '演示市示例区样例路3号' },
] as const;

const TITLES: Readonly<Record<Role, string>> = {
  agent: '演示客服',
  clerk: '演示店员',
  supervisor: '演示主管',
  finance: '演示财务',
  warehouse: '演示仓管',
  admin: '演示管理员',
  auditor: '演示审计',
};
const NUMERALS = ['一', '二', '三'] as const;

/** Three people of each role: `agent1` is 演示客服一. Clerks are in the stores, everybody else at headquarters. */
export async function seedDemoPeople({ db, now }: Pick<DeskDeps, 'db' | 'now'>): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const at = now();
  transaction(db, () => {
    for (const branch of BRANCHES) saveBranch(db, { ...branch, active: true });
    for (const role of ROLES) {
      NUMERALS.forEach((numeral, index) => {
        const login = `${role}${index + 1}`;
        const saved = saveUser(db, {
          userId: `demo-${login}`,
          login,
          displayName: `${TITLES[role]}${numeral}`,
          passwordHash,
          roles: [role],
          branchId: branchOf(role, index),
          active: true,
          mustChangePassword: false,
          failedSignIns: 0,
          throttledUntil: null,
          createdAt: at,
          updatedAt: at,
          lastSignInAt: null,
        });
        if (!saved.ok) throw new Error(saved.refusal.code);
      });
    }
    const value = { password: DEMO_PASSWORD, passwordHash };
    putSetting(db, { key: 'demo', value, at, by: SYSTEM_USER_ID });
  });
}

function branchOf(role: Role, index: number): string {
  const [headquarters, east, west] = BRANCHES;
  if (role !== 'clerk') return headquarters.branchId;
  return index % 2 === 0 ? east.branchId : west.branchId;
}
