import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { openTemporaryDb, type TemporaryDb } from '../../db/testing/temporary-db.ts';
import { discardDraft, draftsOf, loadDraft, writeDraft } from './drafts.ts';

const NOW = Date.UTC(2026, 10, 22, 4);
let temporary: TemporaryDb | undefined;
afterEach(() => temporary?.dispose());

describe('drafts', () => {
  it('scenario 32: keep every word but not the card number and security code typed among them', () => {
    temporary = openTemporaryDb(NOW);
    const deps = { db: temporary.db, now: () => NOW };

    writeDraft(deps, 'agent-1', 'note:contact:c1', {
      said: '客户念了卡号6222021234567894，CVV 123，还说周五来店',
      fees: [{ amountFen: 10_000 }],
    });

    const { body } = loadDraft(deps, 'agent-1', 'note:contact:c1') ?? {};
    expect(JSON.stringify(body)).not.toMatch(/6222021234567894|123/);
    expect(body).toMatchObject({ fees: [{ amountFen: 10_000 }] });
    expect(JSON.stringify(body)).toContain('还说周五来店');
  });

  it('belong to whoever typed them', () => {
    temporary = openTemporaryDb(NOW);
    const deps = { db: temporary.db, now: () => NOW };

    writeDraft(deps, 'agent-1', 'note:contact:c1', 'mine');

    expect(loadDraft(deps, 'agent-1', 'note:contact:c1')).toEqual({ body: 'mine', savedAt: NOW });
    expect(loadDraft(deps, 'agent-2', 'note:contact:c1')).toBeNull();
  });

  it('are listed newest first, and gone once discarded', () => {
    temporary = openTemporaryDb(NOW);
    const { db } = temporary;
    writeDraft({ db, now: () => NOW }, 'agent-1', 'older', 1);
    writeDraft({ db, now: () => NOW + 1 }, 'agent-1', 'newer', 2);

    const before = draftsOf({ db, now: () => NOW }, 'agent-1');
    discardDraft({ db, now: () => NOW }, 'agent-1', 'newer');
    const after = draftsOf({ db, now: () => NOW }, 'agent-1');

    expect(before.map(({ key }) => key)).toEqual(['newer', 'older']);
    expect(after.map(({ key }) => key)).toEqual(['older']);
  });

  it('are all there that were acknowledged when the desk is killed in the middle', async () => {
    temporary = openTemporaryDb(NOW);
    const script = new URL('testing/draft-child.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, temporary.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 60) child.kill('SIGKILL');
    }
    if (child.signalCode === null) await once(child, 'exit');

    const deps = { db: temporary.connect(), now: () => NOW };
    const counts = draftsOf(deps, 'agent-1').map(({ key }) => {
      const { body } = loadDraft(deps, 'agent-1', key) ?? {};
      return body !== null && typeof body === 'object' && 'count' in body ? Number(body['count']) : 0;
    });

    expect(child.signalCode).toBe('SIGKILL');
    expect(acknowledged).toBeGreaterThanOrEqual(60);
    // Ten forms in turn: the last acknowledged save of each, or one that was written and not yet acknowledged.
    for (let count = acknowledged - 9; count <= acknowledged; count += 1) {
      expect(counts.some((kept) => kept === count || kept === count + 10)).toBe(true);
    }
  });
});
