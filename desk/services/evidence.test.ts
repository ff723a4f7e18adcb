import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../db/queries/audit.ts';
import { getEvidence, verifyEvidenceChain } from '../../db/queries/evidence.ts';
import { loadEvents } from '../../db/queries/events.ts';
import { actorOf } from '../../domain/testing/given.ts';
import { openTestDesk, refusalFrom } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { haveCall } from '../testing/records.ts';

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

const deps = () => opened.desk().deps;
const agent = actorOf('agent-1', 'agent');
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const WORDS = '客户聊天记录：测试张三要求取消';

function textFile(words: string, name = 'chat.txt'): File {
  return new File([words], name, { type: 'text/plain' });
}

function onCall(contactId: string) {
  haveCall(deps(), agent, { contactId, partyId: 'party-1', matched: [] });
  return { type: 'contact' as const, contactId };
}

function filesOnDisk(): string[] {
  const root = join(opened.dataDir, 'evidence');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile());
}

describe('a file given in evidence', () => {
  it('is stored encrypted under its hash, stands in the ledger and on the contact, and opens as it was', async () => {
    const client = await opened.as('agent-1', 'agent');
    const subject = onCall('call-1');

    const item = await client.evidence.attach({ subject, kind: 'chat_log', title: '聊天记录', file: textFile(WORDS) });
    const listed = await client.evidence.list({ subject });
    const { file } = await client.evidence.open({ evidenceId: item.evidenceId });

    const [path = ''] = filesOnDisk();
    expect(filesOnDisk()).toHaveLength(1);
    expect(path).toContain(join(item.sha256.slice(0, 2), item.sha256.slice(2, 4), item.sha256));
    expect(readFileSync(path).includes(Buffer.from('测试张三'))).toBe(false);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(item).toMatchObject({ mediaType: 'text/plain', alreadyStored: false, capturedBy: { userId: 'agent-1' } });
    expect(listed).toHaveLength(1);
    expect(await file.text()).toBe(WORDS);
    expect(verifyEvidenceChain(deps().db)).toEqual({ checked: 1, firstBrokenSeq: null });
    const acts = listAudit(deps().db, { filter: { act: null, userId: 'agent-1' }, before: null, limit: 2 });
    expect(acts.map((entry) => entry.act)).toEqual(['evidence_opened', 'evidence_attached']);
  });

  it('is stored once when it is given twice, and stands on both contacts', async () => {
    const client = await opened.as('agent-1', 'agent');
    const [first, second] = [onCall('call-1'), onCall('call-2')];
    const words = { kind: 'chat_log' as const, title: '聊天记录' };

    const one = await client.evidence.attach({ subject: first, ...words, file: textFile(WORDS) });
    const two = await client.evidence.attach({ subject: second, ...words, file: textFile(WORDS, 'other.txt') });
    const again = await client.evidence.attach({ subject: second, ...words, file: textFile(WORDS) });

    expect([one, two, again].map((item) => item.alreadyStored)).toEqual([false, true, true]);
    expect(new Set([one, two, again].map((item) => item.evidenceId)).size).toBe(1);
    expect(filesOnDisk()).toHaveLength(1);
    expect(await client.evidence.list({ subject: second })).toHaveLength(1);
    expect(loadEvents(deps().db, 'contact/call-2').filter((event) => event.type === 'EvidenceAttached')).toHaveLength(
      1,
    );
  });

  it('shows nobody the name it came with, neither as a title nor when it is opened', async () => {
    const client = await opened.as('agent-1', 'agent');
    const subject = onCall('call-1');
    const name = '测试张三身份证.txt';

    const item = await client.evidence.attach({ subject, kind: 'id_copy', title: name, file: textFile(WORDS, name) });
    const listed = await client.evidence.list({ subject });
    const { file } = await client.evidence.open({ evidenceId: item.evidenceId });
    const { entries } = await client.contacts.timeline({ subject, cursor: null });

    expect([item.title, ...listed.map(({ title }) => title)]).toEqual(['', '']);
    expect('name' in file ? file.name : '').toBe(`evidence-${item.sha256.slice(0, 8)}.txt`);
    expect(JSON.stringify(entries)).not.toContain('张三');
    expect(getEvidence(deps().db, item.evidenceId)?.fileName).toBe(name);
  });

  it('is not accepted for what it is called but for what it is', async () => {
    const client = await opened.as('agent-1', 'agent');
    const subject = onCall('call-1');
    const attach = (file: File) => client.evidence.attach({ subject, kind: 'other', title: '文件', file });

    const program = await refusalFrom(attach(new File([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1])], 'photo.png')));
    const page = await refusalFrom(attach(new File(['<html><script>alert(1)</script>'], 'notes.txt')));
    const empty = await refusalFrom(attach(new File([], 'notes.txt')));
    const picture = await attach(
      new File([Buffer.from([...PNG, 1, 2, 3])], 'run.exe', { type: 'application/x-msdownload' }),
    );

    expect([program.code, page.code, empty.code]).toEqual(Array.from({ length: 3 }, () => 'evidence_type_refused'));
    expect(picture.mediaType).toBe('image/png');
    expect(getEvidence(deps().db, picture.evidenceId)?.fileName).toBe('run.png');
  });

  it('may have 25 MB and no more', async () => {
    const client = await opened.as('agent-1', 'agent');
    const subject = onCall('call-1');
    const limit = 25 * 1024 * 1024;
    const body = Buffer.concat([Buffer.from(PNG), randomBytes(limit - PNG.length)]);
    const attach = (file: File) => client.evidence.attach({ subject, kind: 'recording', title: '录音', file });

    const atLimit = await attach(new File([body], 'a.png'));
    const above = await refusalFrom(attach(new File([body, 'x'], 'b.png')));
    const { file } = await client.evidence.open({ evidenceId: atLimit.evidenceId });

    expect(atLimit.sizeBytes).toBe(limit);
    expect(above).toEqual({ code: 'evidence_too_large', data: { maxBytes: limit, sizeBytes: limit + 1 } });
    expect(Buffer.from(await file.arrayBuffer()).equals(body)).toBe(true);
  });

  it('leaves nothing in the ledger when it cannot be attached', async () => {
    const client = await opened.as('agent-1', 'agent');

    const refusal = await refusalFrom(
      client.evidence.attach({
        subject: { type: 'contact', contactId: 'no-such-contact' },
        kind: 'other',
        title: '文件',
        file: textFile(WORDS),
      }),
    );

    expect(refusal.code).toBe('not_found');
    expect(verifyEvidenceChain(deps().db).checked).toBe(0);
  });

  it('is refused when the stored file was altered or is gone, and healed by attaching it again', async () => {
    const client = await opened.as('agent-1', 'agent');
    const subject = onCall('call-1');
    const input = { subject, kind: 'chat_log' as const, title: '聊天记录' };
    const { evidenceId } = await client.evidence.attach({ ...input, file: textFile(WORDS) });
    const [path = ''] = filesOnDisk();
    const stored = readFileSync(path);
    const altered = Buffer.from(stored);
    altered.writeUInt8(altered.readUInt8(20) ^ 1, 20);

    writeFileSync(path, altered);
    const refusal = await refusalFrom(client.evidence.open({ evidenceId }));
    await client.evidence.attach({ ...input, file: textFile(WORDS) });
    const healed = await client.evidence.open({ evidenceId });

    expect(refusal).toEqual({ code: 'evidence_missing', data: { problem: 'altered' } });
    expect(await healed.file.text()).toBe(WORDS);
  });

  it('is encrypted anew each time: the same key and content never make the same file', async () => {
    const client = await opened.as('agent-1', 'agent');
    await client.evidence.attach({ subject: onCall('c'), kind: 'other', title: 'x', file: textFile(WORDS) });
    const [path = ''] = filesOnDisk();
    const first = readFileSync(path);

    writeFileSync(path, '');
    await deps().evidence.put(textFile(WORDS));
    const second = readFileSync(path);

    expect(second.length).toBe(first.length);
    expect(second.equals(first)).toBe(false);
  });

  it('loses what a crash left half written when the desk opens again, and nothing else', async () => {
    const client = await opened.as('agent-1', 'agent');
    const subject = onCall('call-1');
    await client.evidence.attach({ subject, kind: 'other', title: '文件', file: textFile(WORDS) });
    const [path = ''] = filesOnDisk();
    writeFileSync(`${path}.0123456789ab.part`, 'half of it');

    await opened.reopen();

    expect(filesOnDisk()).toEqual([path]);
  });

  it('is for those who work on cases, and an auditor to look at', async () => {
    const client = await opened.as('agent-1', 'agent');
    const subject = onCall('call-1');
    const { evidenceId } = await client.evidence.attach({ subject, kind: 'other', title: 'x', file: textFile(WORDS) });
    const admin = await opened.as('admin-1', 'admin');
    const auditor = await opened.as('auditor-1', 'auditor');

    const adminOpens = await refusalFrom(admin.evidence.open({ evidenceId }));
    const auditorAttaches = await refusalFrom(
      auditor.evidence.attach({ subject, kind: 'other', title: 'x', file: textFile('other words') }),
    );
    const auditorOpens = await auditor.evidence.open({ evidenceId });

    expect([adminOpens.code, auditorAttaches.code]).toEqual(['not_permitted', 'not_permitted']);
    expect(auditorOpens.item.evidenceId).toBe(evidenceId);
  });
});
