import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDesk, refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient, OpenedDesk } from '../testing/opened-desk.ts';

let opened: OpenedDesk;
let agent: DeskClient;
beforeEach(async () => {
  opened = await openTestDesk();
  agent = await opened.as('agent-1', 'agent', 'admin');
});
afterEach(() => opened.dispose());

const phone = {
  channel: 'phone',
  direction: 'inbound',
  cli: '19900000001',
  waitedSeconds: null,
  callbackId: null,
} as const;

describe('a disk that takes nothing any more', () => {
  it('is told so by whatever writes, and work goes on once it does', async () => {
    const { db } = opened.desk().deps;
    const { contactId } = await agent.contacts.start(phone);
    const subject = { type: 'contact', contactId } as const;
    db.run('PRAGMA query_only = 1');

    const told = await Promise.all([
      refusalFrom(agent.contacts.start(phone)),
      refusalFrom(agent.contacts.note({ subject, text: '测试', corrects: null })),
      refusalFrom(agent.drafts.save({ key: 'form', body: {} })),
      refusalFrom(agent.users.createBranch({ name: '测试二店' })),
      refusalFrom(agent.auth.signOut()),
    ]);
    const read = await agent.contacts.get({ contactId });
    db.run('PRAGMA query_only = 0');
    const after = await agent.contacts.note({ subject, text: '测试', corrects: null });

    expect(told.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'disk_read_only'));
    expect(read.contactId).toBe(contactId);
    expect(after.storedText).toBe('测试');
  });
});

describe('a file damaged while the desk is open', () => {
  it('is a refusal that names it, and the desk lives on', async () => {
    const { db } = opened.desk().deps;
    const pages = db.all<{ page: number }>(
      `SELECT rootpage AS page FROM orders.sqlite_schema WHERE tbl_name = 'order_record'`,
    );
    await opened.reopen();
    agent = await opened.as('agent-1', 'agent', 'admin');
    const path = join(opened.dataDir, 'orders.db');
    const bytes = readFileSync(path);
    for (const { page } of pages) bytes.fill(1, (page - 1) * 4096, (page - 1) * 4096 + 16);
    writeFileSync(path, bytes);

    const refusal = await refusalFrom(agent.orders.get({ orderNo: 'TA0001', contactId: null }));

    expect(refusal).toEqual({ code: 'database_corrupt', data: { file: 'orders' } });
    expect((await agent.contacts.start(phone)).contactId).not.toBe('');
  });
});
