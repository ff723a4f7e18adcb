import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actorOf } from '../domain/testing/given.ts';
import { faultOf, openLog } from './log.ts';
import { openTestDesk, refusalFrom } from './testing/opened-desk.ts';
import type { OpenedDesk } from './testing/opened-desk.ts';
import { haveCall, haveOrder } from './testing/records.ts';

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

/** Everything the desk has logged so far; the desk is closed and opened again for it. */
async function logged(): Promise<string> {
  await opened.reopen();
  const folder = join(opened.dataDir, 'logs');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

describe('the log', () => {
  it('says what was called, how it ended and how long it took', async () => {
    const client = await opened.as('agent-1', 'agent');
    await client.work.counts();
    await refusalFrom(client.users.list());

    const lines = (await logged())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

    expect(lines).toContainEqual(expect.objectContaining({ msg: 'answered', procedure: 'work.counts' }));
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'refused', procedure: 'users.list', refusal: 'not_permitted' }),
    );
    expect(lines.every((line) => !('hostname' in line))).toBe(true);
  });

  it('is readable by its owner alone', async () => {
    await logged();

    const modes = readdirSync(join(opened.dataDir, 'logs')).map(
      (name) => statSync(join(opened.dataDir, 'logs', name)).mode,
    );

    expect(modes.length).toBeGreaterThan(0);
    expect(modes.every((mode) => (mode & 0o077) === 0)).toBe(true);
  });

  it('never holds personal data, whatever is called with it and however that ends', async () => {
    const client = await opened.as('supervisor-1', 'supervisor', 'agent', 'admin');
    const { deps } = opened.desk();
    const { order, party } = haveOrder(deps, 0);
    haveCall(deps, actorOf('supervisor-1', 'agent'), { contactId: 'call-1', partyId: order.partyId, matched: [] });
    const personal = [
      party.personName,
      party.mobile,
      party.idNo,
      party.merchantName,
      party.address,
      '6222021234567894',
    ];
    const words = personal.join(' ');
    const subject = { type: 'contact' as const, contactId: 'call-1' };
    const record = { type: 'party' as const, partyId: order.partyId };

    await client.drafts.save({ key: `note:${words}`, body: { words } });
    await client.drafts.load({ key: `note:${words}` });
    for (const field of ['personName', 'mobile', 'idNo', 'merchantName', 'address'] as const) {
      await client.privacy.reveal({ record, field, reason: words.slice(0, 150), contactId: null });
    }
    const file = new File([words], `${party.personName ?? ''}.txt`);
    const { evidenceId } = await client.evidence.attach({ subject, kind: 'other', title: words.slice(0, 150), file });
    await client.evidence.open({ evidenceId });
    await refusalFrom(client.auth.signIn({ login: party.mobile ?? '', password: words }));
    await refusalFrom(client.auth.signIn({ login: words, password: words }));
    await refusalFrom(client.evidence.open({ evidenceId: words.slice(0, 80) }));
    await refusalFrom(client.drafts.load({ key: words.repeat(20) }));
    // A fault whose message quotes what was typed.
    await expect(brokenCall(words)).rejects.toThrow(party.mobile ?? '');

    const log = await logged();
    expect(log).toContain('"failed"');
    expect(log).toContain('privacy.reveal');
    expect(log).toContain('invalid_input');
    for (const value of personal) expect(log).not.toContain(value);
  });
});

/** Lets the database refuse a draft in words that quote it. */
async function brokenCall(words: string): Promise<unknown> {
  const { deps } = opened.desk();
  deps.db.run('CREATE TEMP TRIGGER broken BEFORE INSERT ON draft BEGIN SELECT RAISE(ABORT, NEW.body); END');
  const client = opened.window('window-of-supervisor-1');
  return client.drafts.save({ key: 'broken', body: words });
}

describe('an exception in the log', () => {
  it('keeps its name, its code and where it was thrown, not its message', () => {
    const error = Object.assign(new TypeError('13800138000 is not a function\n    at 测试张三 (/x/y.ts:1:2)'), {
      code: 'E_TEST',
    });

    const fault = faultOf(error);

    expect(fault).toMatchObject({ name: 'TypeError', code: 'E_TEST' });
    expect(fault.frames[0]).toMatch(/^at .*log\.test\.ts/);
    expect(JSON.stringify(fault)).not.toMatch(/13800138000|测试张三/);
    expect(faultOf('13800138000')).toEqual({ name: 'string', code: null, frames: [] });
  });
});

// What such a system has to show it with.
describe.runIf(process.platform === 'linux')('a disk that takes no line', () => {
  it('does not end the desk, and does not keep it from being closed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'chedan-log-'));
    mkdirSync(join(dataDir, 'logs'));
    symlinkSync('/dev/full', join(dataDir, 'logs', 'desk.1.log'));
    const log = await openLog(dataDir);

    log.info('desk_opened');
    log.info('answered', { procedure: 'work.counts' });
    await pause(100);
    const closed = await log.close().then(() => 'closed');

    expect(closed).toBe('closed');
    rmSync(dataDir, { recursive: true });
  });
});
