import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewDomainEvent } from '../../domain/events.ts';
import { sql as followUps } from '../migrations/desk/0090-follow-ups.ts';
import { transaction } from '../open/database.ts';
import type { PolicyDecision } from '../../domain/policy/decision.ts';
import { listCases } from '../queries/cases.ts';
import type { CaseCursor } from '../queries/cases.ts';
import { countCallbacksInSlot } from '../queries/callbacks.ts';
import { appendEvents, currentVersion } from '../queries/events.ts';
import { listLockedParties } from '../queries/parties.ts';
import { cancellationFiled, contactStarted, refundTask, returnTask, SAMPLE_AT } from '../testing/sample-events.ts';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { loadStream, projectStream, rebuildProjections } from './streams.ts';

const TABLES = [
  'contact_row',
  'contact_case',
  'case_row',
  'task_row',
  'callback_row',
  'party_row',
  'communication_row',
  'follow_up_row',
];
const EVERYTHING = { statuses: null, ownerUserId: null, orderKind: null, dueBefore: null };

let temporary: TemporaryDb;
let ids: number;

beforeEach(() => {
  temporary = openTemporaryDb();
  ids = 0;
});

afterEach(() => {
  temporary.dispose();
});

/** Appends each event on its own and projects it, as single commands would. */
function happen(...events: readonly NewDomainEvent[]): void {
  const { db } = temporary;
  for (const event of events) {
    transaction(db, () => {
      ids += 1;
      const appended = appendEvents(db, {
        events: [event],
        expectedVersions: new Map([[event.stream, currentVersion(db, event.stream)]]),
        commandId: `command-${ids}`,
        actor: { userId: 'agent-1', roles: ['agent'], branchId: 'branch-1', deskId: 'desk-1' },
        capturedAt: SAMPLE_AT + ids,
        acceptedAt: SAMPLE_AT + ids,
        newId: () => `event-${ids}`,
      });
      if (!appended.ok) throw new Error(appended.refusal.code);
      projectStream(db, event.stream, loadStream(db, event.stream).folded, appended.value);
    });
  }
}

const failed: NewDomainEvent = {
  stream: 'party/party-1',
  type: 'PartyAttemptFailed',
  data: { contactId: 'contact-1', sessionId: 's', element: 'id_no_last6' },
};
const chaser: NewDomainEvent = {
  stream: 'case/case-1',
  type: 'CommunicationLogged',
  data: {
    communicationId: 'communication-1',
    type: 'call',
    direction: 'inbound',
    summary: '',
    disposition: null,
    promise: { what: '测试', by: SAMPLE_AT },
    isChaser: true,
    happenedAt: SAMPLE_AT,
  },
};
const callback: NewDomainEvent = {
  stream: 'callback/callback-1',
  type: 'CallbackScheduled',
  data: {
    partyId: 'party-1',
    contactId: 'contact-1',
    caseId: null,
    topic: 'cancellation',
    numberSource: 'registered',
    statedNumber: null,
    slotStart: SAMPLE_AT,
    minutes: 40,
    ownerUserId: null,
    note: '',
  },
};
const approved: NewDomainEvent = {
  stream: 'case/case-1',
  type: 'CaseApproved',
  data: { outOfPolicy: false, approvers: [] },
};

function aDay(): void {
  happen(
    contactStarted('contact-1'),
    cancellationFiled('case-1', { orderNo: 'ORDER-1', contactId: 'contact-1' }),
    { stream: 'contact/contact-1', type: 'ContactCaseLinked', data: { caseId: 'case-1', how: 'filed' } },
    chaser,
    approved,
    refundTask('case-1', 'task-1', SAMPLE_AT + 9000),
    refundTask('case-1', 'task-2', SAMPLE_AT + 5000),
    returnTask('case-1', 'task-3', 'TESTSN1'),
    callback,
    ...Array.from({ length: 5 }, () => failed),
  );
}

describe('projections', () => {
  it('say what stands after the events: what is due, what is to be paid back, who is locked', () => {
    aDay();

    const [row] = listCases(temporary.db, { queue: EVERYTHING, after: null, limit: 5 });
    expect(row).toMatchObject({
      status: 'executing',
      dueAt: SAMPLE_AT + 5000,
      dueClock: 'D10',
      refundFen: 39_800,
      chaserCount: 1,
    });
    expect(listLockedParties(temporary.db)).toMatchObject([{ partyId: 'party-1', because: 'attempts_24h' }]);
    expect(countCallbacksInSlot(temporary.db, SAMPLE_AT + 60_000)).toBe(1);
    expect(countCallbacksInSlot(temporary.db, SAMPLE_AT + 900_000)).toBe(0);
  });

  it('made again from the events alone are the same, and forget what no event says', () => {
    aDay();
    const read = () => TABLES.map((table) => temporary.db.all(`SELECT * FROM ${table}`));
    const before = read();
    temporary.db.run(`UPDATE case_row SET status = 'closed', refund_fen = 1`);
    temporary.db.run(`INSERT INTO contact_case (contact_id, case_id) VALUES ('nobody', 'nothing')`);

    const streams = transaction(temporary.db, () => rebuildProjections(temporary.db));

    expect(streams).toBe(4);
    expect(read()).toEqual(before);
    expect(before.map((rows) => rows.length)).toEqual([1, 1, 1, 3, 1, 1, 1, 1]);
  });

  it('of what is owed, filled into an older file, are what the events alone give', () => {
    aDay();
    happen({
      stream: 'contact/contact-1',
      type: 'ContactWrappedUp',
      data: {
        disposition: 'filed',
        summary: '测试',
        nextAction: { what: '告知结果', by: null },
        promise: { what: '回电', by: SAMPLE_AT + 5 },
      },
    });
    const read = () => temporary.db.all('SELECT * FROM follow_up_row ORDER BY follow_up_id');
    const before = read();

    temporary.db.run('DROP TABLE follow_up_row');
    for (const statement of followUps.split(/;\n/u)) {
      if (statement.trim() !== '') temporary.db.run(statement);
    }

    expect(before).toHaveLength(3);
    expect(read()).toEqual(before);
  });

  it('allow one open return of a terminal', () => {
    aDay();
    happen(cancellationFiled('case-2', { orderNo: 'ORDER-2', caseCode: 'OTHER' }));

    expect(() => happen(returnTask('case-2', 'task-4', 'TESTSN1'))).toThrow('UNIQUE constraint failed');
  });

  it('page a queue by what is due, without losing or repeating a case', () => {
    const decided = (...hours: readonly number[]) =>
      ({
        deadlines: hours.map((hour) => ({ id: 'D4', dueAt: SAMPLE_AT + hour })),
        refunds: [],
      }) as unknown as PolicyDecision;
    for (const [number, ...due] of [[1], [2, 9], [3, 5], [4, 9], [5]] as const)
      happen(cancellationFiled(`case-${number}`, { orderNo: `ORDER-${number}`, decision: decided(...due) }));

    const pages: string[][] = [];
    let after: CaseCursor | null = null;
    do {
      const page = listCases(temporary.db, { queue: { ...EVERYTHING, statuses: ['submitted'] }, after, limit: 2 });
      pages.push(page.map((row) => row.caseId));
      after = page.at(-1) ?? null;
    } while (after !== null);

    expect(pages).toEqual([['case-3', 'case-2'], ['case-4', 'case-1'], ['case-5'], []]);
  });
});
