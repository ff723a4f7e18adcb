import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { contactStarted } from '../testing/sample-events.ts';
import { appendAudit, listAudit, verifyAuditChain } from './audit.ts';
import { appendEvents } from './events.ts';
import { getEvidence, recordEvidence, verifyEvidenceChain } from './evidence.ts';
import { transaction } from '../open/database.ts';

let temporary: TemporaryDb;

beforeEach(() => {
  temporary = openTemporaryDb();
});

afterEach(() => {
  temporary.dispose();
});

function look(at: number): void {
  appendAudit(temporary.db, {
    at,
    userId: 'agent-1',
    act: 'reveal',
    record: 'party/p-1',
    reason: '测试',
    data: { field: 'mobile', at },
  });
}

function attach(evidenceId: string, sha256: string) {
  return recordEvidence(temporary.db, {
    evidenceId,
    sha256: sha256.repeat(64),
    sizeBytes: 3,
    mediaType: 'text/plain',
    fileName: 'a.txt',
    capturedAt: 1,
    capturedBy: 'agent-1',
    deskId: 'desk-1',
  });
}

describe('the audit log', () => {
  it('holds together, and pages newest first', () => {
    for (const at of [1, 2, 3]) look(at);

    expect(verifyAuditChain(temporary.db)).toEqual({ checked: 3, firstBrokenSeq: null });
    const page = listAudit(temporary.db, { filter: { act: 'reveal', userId: null }, before: 3, limit: 5 });
    expect(page.map((entry) => entry.seq)).toEqual([2, 1]);
  });

  it('cannot be edited or shortened', () => {
    look(1);

    expect(() => temporary.db.run(`UPDATE audit SET reason = 'x'`)).toThrow('never edited');
    expect(() => temporary.db.run(`DELETE FROM audit`)).toThrow('never deleted');
  });

  it.each([
    ['a changed reason', `UPDATE audit SET reason = 'x' WHERE seq = 2`, 2],
    ['damaged data', `UPDATE audit SET data = '{"field":"idNo"}' WHERE seq = 3`, 3],
    ['a missing entry', `DELETE FROM audit WHERE seq = 2`, 2],
    ['a missing beginning', `DELETE FROM audit WHERE seq = 1`, 1],
  ])('shows %s where it is', (_what, sql, seq) => {
    for (const at of [1, 2, 3, 4]) look(at);
    temporary.db.run('DROP TRIGGER audit_is_never_edited');
    temporary.db.run('DROP TRIGGER audit_is_never_deleted');

    temporary.db.run(sql);

    expect(verifyAuditChain(temporary.db).firstBrokenSeq).toBe(seq);
  });
});

describe('the evidence ledger', () => {
  it('enters identical files once, under their first id', () => {
    const first = attach('evidence-1', 'a');
    const again = attach('evidence-2', 'a');

    expect(first.alreadyStored).toBe(false);
    expect(again).toEqual({ entry: first.entry, alreadyStored: true });
    expect(getEvidence(temporary.db, 'evidence-2')).toBeNull();
  });

  it('holds together, and shows an edit where it is', () => {
    for (const [id, sha] of [
      ['e-1', 'a'],
      ['e-2', 'b'],
      ['e-3', 'c'],
    ] as const)
      attach(id, sha);
    const before = verifyEvidenceChain(temporary.db);
    expect(() => temporary.db.run(`UPDATE evidence SET size_bytes = 9`)).toThrow('never edited');
    temporary.db.run('DROP TRIGGER evidence_is_never_edited');

    temporary.db.run(`UPDATE evidence SET file_name = 'b.txt' WHERE evidence_id = 'e-2'`);

    expect(before).toEqual({ checked: 3, firstBrokenSeq: null });
    expect(verifyEvidenceChain(temporary.db)).toEqual({ checked: 1, firstBrokenSeq: 2 });
  });
});

describe('an event', () => {
  const append = (acceptedAt: number | null, version = 0) =>
    transaction(temporary.db, () =>
      appendEvents(temporary.db, {
        events: [contactStarted('c-1')],
        expectedVersions: new Map([['contact/c-1', version]]),
        commandId: 'command-1',
        actor: { userId: 'agent-1', roles: ['agent'], branchId: 'b', deskId: 'd' },
        capturedAt: 1,
        acceptedAt,
        newId: () => `event-${version}`,
      }),
    );

  it('once confirmed is neither edited nor deleted', () => {
    append(1);

    expect(() => temporary.db.run(`UPDATE event SET data = '{}'`)).toThrow('never edited');
    expect(() => temporary.db.run(`DELETE FROM event`)).toThrow('never deleted');
  });

  it('while pending may be confirmed or give way', () => {
    append(null);

    const confirmed = temporary.db.run(`UPDATE event SET status = 'confirmed', accepted_at = 5`);

    expect(confirmed).toBe(1);
    expect(() => temporary.db.run(`DELETE FROM event`)).toThrow('never deleted');
  });

  it('decided on a version that is no longer the last is refused', () => {
    append(1);

    const late = append(1, 0);

    expect(late).toEqual({ ok: false, refusal: { code: 'version_conflict', data: { expected: 0, actual: 1 } } });
  });
});
