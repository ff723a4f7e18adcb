/** The data folder that every round begins with: people, orders to file on, and order files to import beside it. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { transaction } from '../../db/open/database.ts';
import { recordOrder } from '../../db/queries/record-order.ts';
import { putSetting } from '../../db/queries/settings.ts';
import { saveBranch, saveUser } from '../../db/queries/users.ts';
import { TEST_KEYS } from '../../db/testing/temporary-db.ts';
import { openDesk } from '../../desk/desk.ts';
import type { Desk, DeskOptions } from '../../desk/desk.ts';
import { writeImportFixture } from '../../desk/import/testing/import-fixture.ts';
import { heldKeyStore } from '../../desk/keys/key-store.ts';
import { hashPassword } from '../../contract/hub-protocol/passwords.ts';
import { OWNER } from '../../desk/testing/scenario-desk.ts';
import { application } from '../../domain/cases/testing/filing.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import { NOW } from '../../domain/testing/given.ts';

export const PASSWORD = 'fake-password-8';
export const ORDERS = 200;
export const orderNoOf = (index: number): string => `TORTURE${String(index).padStart(4, '0')}`;

export interface ImportFile {
  readonly name: string;
  readonly rows: number;
  readonly bad: number;
  readonly seed: number;
}
export const IMPORT_FILES: readonly ImportFile[] = [
  { name: 'orders-1.csv', rows: 2_500, bad: 20, seed: 11 },
  { name: 'orders-2.csv', rows: 4_500, bad: 0, seed: 12 },
  { name: 'orders-3.csv', rows: 900, bad: 30, seed: 13 },
];

const PEOPLE: readonly { readonly login: string; readonly roles: readonly Role[] }[] = [
  { login: 'agent-1', roles: ['agent', 'clerk'] },
  { login: 'admin-1', roles: ['admin'] },
];

/** The options of the desk of a round, on encrypted files. The clock starts in the time of the sample policy. */
export function deskOptions(dataDir: string, now: () => number = clock()): DeskOptions {
  return {
    dataDir,
    keys: heldKeyStore('file', { ...TEST_KEYS, evidence: new Uint8Array(32).fill(11) }),
    host: 'browser',
    demo: false,
    now,
  };
}

export function clock(): () => number {
  const startedAt = performance.now();
  return () => NOW + Math.floor(performance.now() - startedAt);
}

export async function buildTemplate(workDir: string): Promise<string> {
  const template = join(workDir, 'template');
  const files = join(workDir, 'files');
  mkdirSync(files, { recursive: true });
  for (const { name, rows, bad, seed } of IMPORT_FILES) {
    const path = join(files, name);
    await writeImportFixture({ path, kind: 'terminal_application', format: 'utf-8', rows, badRows: bad, seed });
  }
  const opened = await openDesk(deskOptions(template));
  if (!opened.ok) throw new Error(opened.refusal.code);
  await settle(opened.value);
  await opened.value.close();
  return template;
}

async function settle({ deps: { db, newId } }: Desk): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  transaction(db, () => {
    saveBranch(db, { branchId: 'branch-1', name: '测试门店', address: null, active: true });
    for (const { login, roles } of PEOPLE)
      saveUser(db, {
        userId: login,
        login,
        displayName: `测试${login}`,
        passwordHash,
        roles,
        branchId: 'branch-1',
        active: true,
        mustChangePassword: false,
        failedSignIns: 0,
        throttledUntil: null,
        createdAt: NOW,
        updatedAt: NOW,
        lastSignInAt: null,
      });
    putSetting(db, { key: 'idle_lock_minutes', value: 240, at: NOW, by: SYSTEM_USER_ID });
  });
  const { partyId: _party, observation: _observation, observedAt: _at, ...stated } = application;
  transaction(
    db,
    () => {
      for (let index = 0; index < ORDERS; index += 1) {
        const order = { ...stated, orderNo: orderNoOf(index) };
        recordOrder(db, { order, party: OWNER }, { at: NOW - 1000, source: 'torture', newId });
      }
    },
    'orders',
  );
}

export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}
