import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WritableDb } from '../../db/open/database.ts';
import type { DeskClient, OpenedDesk } from '../testing/opened-desk.ts';
import { openTestDesk } from '../testing/opened-desk.ts';
import { UNKNOWN_CALLER } from '../demo/stories.ts';

const KINDS = ['mobile', 'idNo', 'personName', 'merchantName', 'address', 'sn', 'cli'] as const;

/** Personal values as they stand in the files, each long enough that it is found in an answer only where it was let out. */
interface Whole {
  readonly kind: (typeof KINDS)[number];
  readonly value: string;
}

let opened: OpenedDesk;
let people: DeskClient[];
let whole: Whole[];

beforeAll(async () => {
  opened = await openTestDesk({ demo: true });
  const status = await opened.window('looks').auth.status();
  people = await Promise.all(
    ['agent', 'supervisor', 'finance', 'warehouse', 'auditor'].map(async (role) => {
      const account = status.demoAccounts.find(({ roles }) => roles.some((each) => each === role));
      if (account === undefined) throw new Error(`the demonstration has no ${role}`);
      const window = opened.window(`window-of-${account.login}`);
      await window.auth.signIn({ login: account.login, password: account.password });
      return window;
    }),
  );
  whole = wholeValues(opened.desk().deps.db);
}, 120_000);
afterAll(() => opened.dispose());

function wholeValues(db: WritableDb): Whole[] {
  const columns = [
    ['mobile', 'SELECT DISTINCT mobile AS value FROM orders.party'],
    ['idNo', 'SELECT DISTINCT id_no AS value FROM orders.party'],
    ['personName', 'SELECT DISTINCT person_name AS value FROM orders.party'],
    ['merchantName', 'SELECT DISTINCT merchant_name AS value FROM orders.party'],
    ['address', 'SELECT DISTINCT address AS value FROM orders.party'],
    ['sn', 'SELECT DISTINCT terminal_sn AS value FROM orders.order_record'],
    ['cli', 'SELECT DISTINCT cli AS value FROM contact_row'],
  ] as const;
  return columns.flatMap(([kind, sql]) =>
    db
      .all<{ value: string | null }>(sql)
      .flatMap(({ value }) => (value === null || value.length < 2 ? [] : [{ kind, value }])),
  );
}

/** The kinds of whole values that an answer holds. Values are not named: a failing test prints what it compares. */
function letOut(answer: unknown): string[] {
  const text = JSON.stringify(answer);
  return [...new Set(whole.filter(({ value }) => text.includes(value)).map(({ kind }) => kind))];
}

function ids<T extends string>(sql: string): T[] {
  return opened
    .desk()
    .deps.db.all<{ id: T }>(sql)
    .map(({ id }) => id);
}

describe('no answer holds a whole name, number, serial number or address of the demonstration', () => {
  it('there is something to let out, and letting it out is noticed', () => {
    const one = KINDS.map((kind) => whole.find((each) => each.kind === kind));

    expect(one.map((each) => each?.kind)).toEqual(KINDS);
    for (const each of one) expect(letOut({ shown: each?.value })).toContain(each?.kind);
    // A caller's number that is nobody's registered one is found for itself.
    expect(letOut({ shown: UNKNOWN_CALLER })).toEqual(['cli']);
  });

  it('in orders: read, searched by every kind of number, listed, decided', async () => {
    const [agent] = people;
    if (agent === undefined) throw new Error('nobody is signed in');
    const orderNos = ids('SELECT order_no AS id FROM orders.order_record ORDER BY recency DESC LIMIT 150');
    const numbers = whole.filter(({ kind }) => kind === 'mobile' || kind === 'idNo' || kind === 'sn').slice(0, 60);
    const device = { opened: null, tested: null, damaged: null, activatedBy: null };

    for (const orderNo of orderNos) {
      expect(letOut(await agent.orders.get({ orderNo, contactId: null }))).toEqual([]);
      expect(letOut(await agent.orders.decide({ orderNo, contactId: null, reasonCode: null, device }))).toEqual([]);
    }
    for (const { value } of numbers) {
      const { interpretations: _echo, ...found } = await agent.orders.search({ text: value, limit: 20 });
      expect(letOut(found)).toEqual([]);
    }
    for (const text of ['zs', '店', '测试', 'li', '0001']) {
      const { interpretations: _echo, ...found } = await agent.orders.search({ text, limit: 100 });
      expect(letOut(found)).toEqual([]);
    }
    for (const partyId of ids('SELECT party_id AS id FROM orders.party LIMIT 30')) {
      expect(letOut(await agent.orders.ofParty({ partyId, cursor: null }))).toEqual([]);
    }
  });

  it('in contacts, their candidates and timelines', async () => {
    const contactIds = ids('SELECT contact_id AS id FROM contact_row');

    expect(contactIds.length).toBeGreaterThan(5);
    for (const contactId of contactIds) {
      for (const person of people) {
        const subject = { type: 'contact', contactId } as const;
        expect(letOut(await person.contacts.get({ contactId }))).toEqual([]);
        expect(letOut(await person.contacts.candidates({ contactId }))).toEqual([]);
        expect(letOut(await person.contacts.timeline({ subject, cursor: null }))).toEqual([]);
      }
    }
  });

  it('in cases, their papers, timelines, queues, tasks and callbacks', async () => {
    const caseIds = ids('SELECT case_id AS id FROM case_row');
    const [, supervisor] = people;
    if (supervisor === undefined) throw new Error('nobody is signed in');

    expect(caseIds.length).toBeGreaterThan(5);
    for (const caseId of caseIds) {
      const subject = { type: 'case', caseId } as const;
      expect(letOut(await supervisor.cases.get({ caseId }))).toEqual([]);
      for (const document of ['application_form', 'receipt'] as const) {
        expect(letOut(await supervisor.cases.document({ caseId, document }))).toEqual([]);
      }
      for (const person of people) expect(letOut(await person.evidence.list({ subject }))).toEqual([]);
      expect(letOut(await supervisor.contacts.timeline({ subject, cursor: null }))).toEqual([]);
    }
    for (const queue of ['mine', 'review', 'needs_info', 'intake_only', 'rejected', 'executing', 'all'] as const) {
      expect(letOut(await supervisor.cases.list({ queue, orderKind: null, overdueOnly: false, cursor: null }))).toEqual(
        [],
      );
    }
    for (const person of people) {
      expect(letOut(await person.tasks.list({ kind: null, role: null, mine: false, cursor: null }))).toEqual([]);
      expect(letOut(await person.callbacks.list({ mine: false, includeDone: true }))).toEqual([]);
      expect(letOut(await person.contacts.mine({ includeEnded: true }))).toEqual([]);
    }
    expect(letOut(await supervisor.verification.locked())).toEqual([]);
  });

  it('in the list of evidence, and in what the auditor reads of looks that were taken and refused', async () => {
    const [agent, supervisor, , , auditor] = people;
    if (agent === undefined || supervisor === undefined || auditor === undefined)
      throw new Error('nobody is signed in');
    const [contactId = ''] = ids('SELECT contact_id AS id FROM contact_row WHERE cli IS NOT NULL');
    const [partyId = ''] = ids('SELECT party_id AS id FROM contact_row WHERE cli IS NOT NULL');
    const subject = { type: 'contact', contactId } as const;
    await agent.evidence.attach({
      subject,
      kind: 'receipt',
      title: '收据',
      file: new Blob(['测试收据'], { type: 'text/plain' }),
    });
    const looks = [
      [supervisor, { type: 'contact', contactId }, 'cli'],
      [supervisor, { type: 'party', partyId }, 'mobile'],
      [supervisor, { type: 'party', partyId }, 'idNo'],
      [supervisor, { type: 'party', partyId }, 'address'],
      [agent, { type: 'party', partyId }, 'mobile'],
    ] as const;
    const shown = await Promise.allSettled(
      looks.map(([person, record, field]) =>
        person.privacy.reveal({ record, field, reason: '调查差错或投诉', contactId: null }),
      ),
    );

    const evidence = await supervisor.evidence.list({ subject });
    const { entries } = await auditor.audit.list({ act: null, userId: null, cursor: null });

    expect(shown.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect(evidence).toHaveLength(1);
    expect(letOut(evidence)).toEqual([]);
    expect(entries.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['reveal', 'reveal_refused', 'evidence_attached']),
    );
    expect(letOut(entries)).toEqual([]);
    expect(letOut(await auditor.audit.people())).toEqual([]);
  });
});
