import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../db/queries/audit.ts';
import { backUpDaily } from '../db/open/backup.ts';
import { deskFiles, openDeskDb } from '../db/open/open-desk-db.ts';
import { TEST_KEYS } from '../db/testing/temporary-db.ts';
import { COMMANDS } from '../domain/commands.ts';
import { NOW } from '../domain/testing/given.ts';
import { openDesk } from './desk.ts';
import { heldKeyStore } from './keys/key-store.ts';
import { openTestDesk, refusalFrom } from './testing/opened-desk.ts';
import type { OpenedDesk } from './testing/opened-desk.ts';

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

describe('opening a desk', () => {
  it('keeps its identity and installs the shipped policy once', async () => {
    const { deskId } = opened.desk().deps;
    const packs = () => opened.desk().deps.db.all('SELECT pack_id, version FROM policy_pack');
    const first = packs();

    await opened.reopen();

    expect(opened.desk().deps.deskId).toBe(deskId);
    expect(packs()).toEqual(first);
    expect(first).toHaveLength(1);
    const installed = listAudit(opened.desk().deps.db, {
      filter: { act: 'policy_pack_installed', userId: null },
      before: null,
      limit: 9,
    });
    expect(installed).toHaveLength(1);
  });

  it('is refused while another desk has the folder open', async () => {
    const keys = heldKeyStore('file', { ...TEST_KEYS, evidence: new Uint8Array(32).fill(11) });

    const second = await openDesk({ dataDir: opened.dataDir, host: 'browser', demo: false, now: () => NOW, keys });

    expect(second).toMatchObject({ ok: false, refusal: { code: 'database_locked' } });
  });

  it('is refused where a file is damaged, and says which backup can take its place', async () => {
    const keys = heldKeyStore('file', { ...TEST_KEYS, evidence: new Uint8Array(32).fill(11) });
    const { dataDir } = opened;
    backUpDaily(deskFiles({ dataDir, keys: TEST_KEYS }).desk, { dataDir, name: 'desk', now: NOW });
    await opened.desk().close();
    const path = join(dataDir, 'desk.db');
    writeFileSync(path, readFileSync(path).fill(1, 2000, 2001));

    const refused = await openDesk({ dataDir, host: 'browser', demo: false, now: () => NOW, keys });

    expect(refused).toEqual({
      ok: false,
      refusal: {
        code: 'database_corrupt',
        data: { file: 'desk', backup: 'desk-20260310T100000-daily.db', backupAt: NOW },
      },
    });
  });

  it('is refused with another key, and leaves nothing open', async () => {
    const options = { dataDir: opened.dataDir, host: 'browser' as const, demo: false, now: () => NOW };
    const wrong = heldKeyStore('file', { ...TEST_KEYS, desk: new Uint8Array(32), evidence: new Uint8Array(32) });

    await opened.desk().close();
    const refused = await openDesk({ ...options, keys: wrong });
    const again = openDeskDb({ dataDir: opened.dataDir, keys: TEST_KEYS, now: NOW });

    expect(refused).toMatchObject({ ok: false, refusal: { code: 'database_key_wrong' } });
    expect(again.ok).toBe(true);
    if (again.ok) again.value.db.close();
  });
});

describe('before anybody is signed in', () => {
  it('every procedure but those of `system` and `auth` is refused, whatever it is called with', async () => {
    const { system: _system, auth: _auth, ...rest } = opened.desk().router;
    const areas = Object.entries<Readonly<Record<string, object>>>(rest);
    const window = opened.window('stranger') as unknown as Record<string, Record<string, () => Promise<unknown>>>;

    const answers = await Promise.all(
      areas.flatMap(([area, procedures]) =>
        Object.keys(procedures).map(async (name) => {
          const call = window[area]?.[name];
          if (call === undefined) throw new Error(`${area}.${name} cannot be called`);
          return `${area}.${name}: ${(await refusalFrom(call())).code}`;
        }),
      ),
    );

    expect(areas.map(([area]) => area)).toEqual(
      expect.arrayContaining(['work', 'users', 'audit', 'evidence', 'privacy']),
    );
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((answer) => !answer.endsWith(': not_signed_in'))).toEqual([]);
  });
});

describe('input that does not fit the contract', () => {
  it('is refused with the place and the kind of fault, never with the value', async () => {
    const client = await opened.as('agent-1', 'agent');
    const key = '13800138000'.repeat(30);

    const refusal = await refusalFrom(client.drafts.load({ key }));

    expect(refusal).toEqual({ code: 'invalid_input', data: { path: 'key', code: 'too_big' } });
  });
});

describe('changes', () => {
  it('are told to whoever listens, by topics without personal data', async () => {
    const admin = await opened.as('admin-1', 'admin');
    const stop = new AbortController();
    const notices = await opened.window('listening').system.changes(undefined, { signal: stop.signal });

    await admin.users.createBranch({ name: '测试二店' });
    const heard = [await notices.next(), await notices.next()].map(({ value }) => value);
    stop.abort();

    expect(heard).toEqual([{ topics: ['audit'] }, { topics: ['user'] }]);
  });
});

describe('policy', () => {
  it('is shown as the pack in force says it, with the fees in force that day', async () => {
    const client = await opened.as('agent-1', 'agent');
    const pack = opened.desk().deps.pack();

    const policy = await client.policy.current();

    expect(policy).toMatchObject({
      packId: pack.id,
      packVersion: String(pack.version),
      isSample: true,
      feeListVersion: pack.feeList.version,
      policyText: pack.policyText,
    });
    expect(policy.reasons).toHaveLength(pack.reasons.length);
    expect(policy.rejectionReasons.every((reason) => reason.clause.zh !== reason.name.zh)).toBe(true);
    expect(policy.feeItems.every((item) => item.publishedAt <= '2026-03-10')).toBe(true);
    expect(policy.feeItems.length).toBeGreaterThan(0);
  });
});

it('a command is found by its type, whatever stream it belongs to', () => {
  const types = Object.entries(COMMANDS).map(([name, command]) => [name, command.type]);

  expect(types.every(([name, type]) => name === type)).toBe(true);
  expect(types.length).toBeGreaterThan(40);
});
