import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../db/open/database.ts';
import { actorOf } from '../../domain/testing/given.ts';
import { openTestDesk, refusalFrom } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { haveCall } from '../testing/records.ts';

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

const everything = { act: null, userId: null, cursor: null };

describe('the auditor’s page', () => {
  it('is for auditors and administrators', async () => {
    const auditor = await opened.as('auditor-1', 'auditor');
    const admin = await opened.as('admin-1', 'admin');
    const supervisor = await opened.as('supervisor-1', 'supervisor');

    const refusals = await Promise.all([
      refusalFrom(supervisor.audit.list(everything)),
      refusalFrom(supervisor.audit.verify()),
    ]);

    expect(refusals.map(({ code }) => code)).toEqual(['not_permitted', 'not_permitted']);
    expect((await auditor.audit.list(everything)).total).toBeGreaterThan(0);
    expect((await admin.audit.list(everything)).total).toBeGreaterThan(0);
  });

  it('lists page by page, newest first, by act and by person', async () => {
    const auditor = await opened.as('auditor-1', 'auditor');
    const { audit, db } = opened.desk().deps;
    transaction(db, () => {
      for (let count = 0; count < 250; count += 1) audit({ act: 'reveal', userId: `agent-${1 + (count % 2)}` });
    });

    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page = await auditor.audit.list({ act: 'reveal', userId: null, cursor });
      seen.push(...page.entries.map((entry) => entry.seq));
      cursor = page.next;
    } while (cursor !== null);
    const ofOne = await auditor.audit.list({ act: 'reveal', userId: 'agent-1', cursor: null });

    expect(seen).toHaveLength(250);
    expect(new Set(seen).size).toBe(250);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
    expect(ofOne).toMatchObject({ total: 125 });
    expect(ofOne.entries.every((entry) => entry.by?.userId === 'agent-1')).toBe(true);
  });

  it('refuses a cursor that is none of its own', async () => {
    const auditor = await opened.as('auditor-1', 'auditor');

    const refusal = await refusalFrom(auditor.audit.list({ ...everything, cursor: 'not a number' }));

    expect(refusal).toEqual({ code: 'invalid_input', data: { path: 'cursor', code: 'format' } });
  });
});

describe('verifying', () => {
  it('finds both chains whole, and says that somebody looked', async () => {
    const auditor = await opened.as('auditor-1', 'auditor');

    const verified = await auditor.audit.verify();
    const again = await auditor.audit.verify();

    expect(verified).toMatchObject({ ok: true, evidenceChecked: 0, firstBrokenSeq: null, brokenChain: null });
    expect(again.auditChecked).toBe(verified.auditChecked + 1);
  });

  it('names a tampered entry of the evidence ledger', async () => {
    const agent = await opened.as('agent-1', 'agent');
    const auditor = await opened.as('auditor-1', 'auditor');
    const { deps } = opened.desk();
    haveCall(deps, actorOf('agent-1', 'agent'), { contactId: 'call-1', partyId: 'party-1', matched: [] });
    const subject = { type: 'contact' as const, contactId: 'call-1' };
    for (const words of ['one', 'two', 'three']) {
      await agent.evidence.attach({ subject, kind: 'other', title: words, file: new File([words], 'a.txt') });
    }
    deps.db.run('DROP TRIGGER evidence_is_never_edited');
    deps.db.run("UPDATE evidence SET captured_by = 'somebody else' WHERE seq = 2");

    const verified = await auditor.audit.verify();

    expect(verified).toMatchObject({ ok: false, brokenChain: 'evidence', firstBrokenSeq: 2, evidenceChecked: 1 });
  });
});
