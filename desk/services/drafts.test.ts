import { afterEach, describe, expect, it } from 'vitest';
import { openTemporaryDb, type TemporaryDb } from '../../db/testing/temporary-db.ts';
import { loadDraft, writeDraft } from './drafts.ts';

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
});
