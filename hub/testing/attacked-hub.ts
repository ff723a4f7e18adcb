/** A hub over real HTTP with two desks of two branches, for those who would harm it. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { signGrant } from '../../contract/hub-protocol/grant.ts';
import { signRequest } from '../../contract/hub-protocol/signing.ts';
import { application } from '../../domain/cases/testing/filing.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { createHubServer } from '../api/server.ts';
import { openHub } from '../open-hub.ts';
import type { HubDeps } from '../services/deps.ts';
import { addPerson } from '../services/people.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import { PARTY } from './hub-world.ts';

export interface AttackedDesk {
  readonly deskId: string;
  readonly epoch: string;
  readonly key: KeyObject;
  /** Of a clerk of this desk's branch. */
  readonly grant: string;
  seq: number;
}

export interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly text: string;
}

export interface AttackedHub {
  readonly url: string;
  readonly deps: HubDeps;
  readonly mine: AttackedDesk;
  readonly theirs: AttackedDesk;
  grantOf(login: string, more?: Partial<Parameters<typeof signGrant>[1]>): Promise<string>;
  /** Signed by `mine`, with what an attacker changes of it afterwards. */
  send(request: Sending): Promise<Answer>;
  /** One command by `mine`, and the outcome that it gets, or the refusal of the whole. */
  pushes(command: Record<string, unknown>, desk?: AttackedDesk, evidence?: readonly object[]): Promise<string>;
  close(): Promise<void>;
}

export interface Sending {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  /** Instead of the JSON of `body`. */
  readonly raw?: string | Buffer;
  readonly by?: AttackedDesk;
  readonly signWith?: KeyObject;
  readonly signedAt?: number;
  readonly nonce?: string;
  /** Signs this body, and sends the other one. */
  readonly signedBody?: string;
  readonly signedPath?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export async function openAttackedHub(): Promise<AttackedHub> {
  const store = openMemoryStore();
  const folder = mkdtempSync(join(tmpdir(), 'chedan-attacked-'));
  const deps = await openHub({ store, readyFolder: join(folder, 'ready') });
  const app: FastifyInstance = await createHubServer({ deps, requestTimeoutMs: 1_500, perMinute: 100_000 });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  for (const [login, branchId, role] of [
    ['clerk1', 'store-1', 'clerk'],
    ['clerk2', 'store-2', 'clerk'],
    ['supervisor', 'store-1', 'supervisor'],
    ['gone', 'store-1', 'clerk'],
    ['admin1', 'store-1', 'admin'],
  ] as const) {
    await addPerson(deps, { login, displayName: login, roles: [role], branchId }, 'attacked-hub-2026');
  }
  const gone = await store.userByLogin('gone');
  if (gone !== null) await store.putUser({ ...gone, disabledAt: Date.now() - DAY_MS });
  await store.putOrder(application, PARTY);

  const grantOf = async (login: string, more: Partial<Parameters<typeof signGrant>[1]> = {}): Promise<string> => {
    const user = await store.userByLogin(login);
    if (user === null) throw new Error(`${login} is nobody`);
    const now = Date.now();
    const { userId, roles, branchId } = user;
    const times = { issuedAt: now - 60_000, expiresAt: now + DAY_MS, offlineUntil: now + 7 * DAY_MS };
    return signGrant(deps.signingKey, { userId, deskId: 'desk-1', roles, branchId, ...times, ...more });
  };
  const desk = async (deskId: string, branch: string, login: string): Promise<AttackedDesk> => {
    const { publicKey: signingKey, privateKey: key } = generateKeyPairSync('ed25519');
    const epoch = `epoch-${deskId}`;
    await store.putDesk({
      deskId,
      name: deskId,
      epoch,
      nextSeq: 1,
      scope: [branch],
      signingKey,
      revokedAt: null,
      mayBringUntil: null,
      roles: [],
      days: null,
      sealingKey: generateKeyPairSync('x25519').publicKey,
    });
    return { deskId, epoch, key, seq: 0, grant: await grantOf(login, { deskId }) };
  };
  const mine = await desk('desk-1', 'store-1', 'clerk1');
  const theirs = await desk('desk-2', 'store-2', 'clerk2');

  const send = async (sending: Sending): Promise<Answer> => {
    const { path, method = 'POST', by = mine, headers = {} } = sending;
    const body = sending.raw ?? (sending.body === undefined ? '' : JSON.stringify(sending.body));
    const signed = signRequest(sending.signWith ?? by.key, {
      deskId: by.deskId,
      method,
      path: sending.signedPath ?? path,
      body: Buffer.from(sending.signedBody ?? body),
      signedAt: sending.signedAt ?? Date.now(),
      nonce: sending.nonce ?? randomBytes(18).toString('base64url'),
    });
    const all = { 'content-type': 'application/json', ...signed, ...headers };
    const response = await fetch(`${url}${path}`, {
      method,
      headers: Object.fromEntries(
        Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
      ...(method !== 'GET' ? { body: typeof body === 'string' ? body : new Uint8Array(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, code: codeIn(text), text };
  };
  return {
    url,
    deps,
    mine,
    theirs,
    grantOf,
    send,
    async pushes(command, by = mine, evidence = []) {
      const usual = { commandId: uuidv7(), capturedAt: Date.now(), grant: by.grant, seq: by.seq + 1 };
      const pushed = { ...usual, ...command };
      const body = { protocolVersion: 1, epoch: by.epoch, deskTime: Date.now(), commands: [pushed], evidence };
      const answer = await send({ path: '/v1/push', by, body });
      if (answer.status !== 200) return answer.code ?? String(answer.status);
      by.seq += 1;
      const { outcomes } = JSON.parse(answer.text) as { outcomes: { outcome: Record<string, unknown> }[] };
      const outcome = outcomes[0]?.outcome ?? {};
      return String(outcome['code'] ?? outcome['reason'] ?? outcome['result']);
    },
    close: async () => {
      await app.close();
      await deps.readyFiles?.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function codeIn(text: string): string | null {
  try {
    const parsed = JSON.parse(text) as { code?: unknown };
    return typeof parsed.code === 'string' ? parsed.code : null;
  } catch {
    return null;
  }
}
