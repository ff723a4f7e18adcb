/** A whole desk on real encrypted files in a temporary folder, called as a window calls it. For tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, ORPCError } from '@orpc/server';
import type { RouterClient } from '@orpc/server';
import { TEST_KEYS } from '../../db/testing/temporary-db.ts';
import { saveBranch, saveUser } from '../../db/queries/users.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import { openDesk } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { heldKeyStore } from '../keys/key-store.ts';
import type { DeskRouter } from '../router/index.ts';
import { hashPassword } from '../../contract/hub-protocol/passwords.ts';

export const TEST_PASSWORD = 'fake-password-8';
const KEYS = heldKeyStore('file', { ...TEST_KEYS, evidence: new Uint8Array(32).fill(11) });

export type DeskClient = RouterClient<DeskRouter>;

export interface OpenedDesk {
  readonly dataDir: string;
  /** The desk as it is open now; another one after `reopen`. */
  readonly desk: () => Desk;
  /** Moves the clock, which otherwise stands still at 10:00 in Shanghai on 10 March 2026. */
  pass(ms: number): UtcMs;
  /** A window of its own; the same name again is the same window, also after `reopen`. */
  window(name?: string): DeskClient;
  /** A window at which a person of these roles is signed in; made on first use, `agent-1` being a login. */
  as(login: string, ...roles: readonly Role[]): Promise<DeskClient>;
  /** Closes the desk and opens it again on the same folder, with `demo` when that is asked for. */
  reopen(options?: { readonly demo: boolean }): Promise<void>;
  dispose(): Promise<void>;
}

/** Opens a desk without people, or with the demonstration. */
export async function openTestDesk({
  demo = false,
  smsGatewayUrl,
}: { demo?: boolean; smsGatewayUrl?: string } = {}): Promise<OpenedDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chedan-desk-'));
  let now = NOW;
  const open = async (asked: { readonly demo: boolean }): Promise<Desk> => {
    const opened = await openDesk({ dataDir, keys: KEYS, host: 'browser', ...asked, now: () => now, smsGatewayUrl });
    if (!opened.ok) throw new Error(opened.refusal.code);
    return opened.value;
  };
  let desk = await open({ demo });
  let passwordHash: string | undefined;
  const window = (name = 'window-1'): DeskClient =>
    createRouterClient(desk.router, { context: { clientId: name, host: 'browser' } });
  return {
    dataDir,
    desk: () => desk,
    pass: (ms) => (now += ms),
    window,
    as: async (login, ...roles) => {
      passwordHash ??= await hashPassword(TEST_PASSWORD);
      addPerson(desk, { login, roles, passwordHash, at: now });
      const client = window(`window-of-${login}`);
      await client.auth.signIn({ login, password: TEST_PASSWORD });
      return client;
    },
    reopen: async (asked = { demo: false }) => {
      await desk.close();
      desk = await open(asked);
    },
    dispose: async () => {
      await desk.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A person whose id is the login; one that is there already stays. */
function addPerson(
  { deps: { db } }: Desk,
  { login, roles, passwordHash, at }: { login: string; roles: readonly Role[]; passwordHash: string; at: UtcMs },
): void {
  saveBranch(db, { branchId: 'branch-1', name: '测试门店', address: null, active: true });
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
    createdAt: at,
    updatedAt: at,
    lastSignInAt: null,
  });
}

/** The refusal a call was answered with; throws when it was not refused. */
export async function refusalFrom(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') return error.data as Refusal;
    throw error;
  }
  throw new Error('not refused');
}
