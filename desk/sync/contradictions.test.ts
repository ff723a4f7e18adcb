/** What the hub found to contradict, on a desk: shown to supervisors alone, and settled by them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../db/open/database.ts';
import { insertEvent } from '../../db/queries/events.ts';
import { getCaseSummary, openCaseOfOrder } from '../../db/queries/cases.ts';
import { rebuildProjections } from '../../db/projections/streams.ts';
import { fileCancellation } from '../../domain/cases/file-cancellation.ts';
import { delivered, deviceToCome, filing, verifiedContact, worldOf } from '../../domain/cases/testing/filing.ts';
import type { NewDomainEvent, RecordedDomainEvent } from '../../domain/events.ts';
import { given, NOW } from '../../domain/testing/given.ts';
import { openTestDesk, refusalFrom } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';

let opened: OpenedDesk;
const db = () => opened.desk().deps.db;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

const story = given(verifiedContact(), worldOf([delivered(3)])).after(
  fileCancellation,
  filing({ materials: deviceToCome }),
);
const renamed = (events: readonly RecordedDomainEvent[], caseId: string, caseCode: string): RecordedDomainEvent[] =>
  JSON.parse(
    JSON.stringify(
      events.filter(({ stream }) => stream === 'case/case-1'),
      (field, value: unknown) => {
        if (field === 'stream') return `case/${caseId}`;
        if (field === 'eventId') return `${caseId}-${String(value)}`;
        return field === 'caseCode' ? caseCode : value;
      },
    ),
  ) as RecordedDomainEvent[];

const found = (stream: NewDomainEvent['stream'], code: string): RecordedDomainEvent => ({
  stream,
  type: 'ContradictionFound',
  data: { contradictionId: `${stream}-1`, code, data: { caseCode: 'CX-A', caseId: 'case-a' }, commandType: null },
  eventId: `${stream}-found`,
  version: 90,
  commandId: 'command-1',
  actor: { userId: 'agent-1', roles: ['agent'], branchId: 'hq', deskId: 'desk-9' },
  capturedAt: NOW,
  acceptedAt: NOW,
  status: 'confirmed',
});

function put(events: readonly RecordedDomainEvent[]): void {
  transaction(db(), () => {
    for (const event of events) insertEvent(db(), event, null);
    rebuildProjections(db());
  });
}

describe('two cases of one order that came from two desks', () => {
  it('are both there, one of them holding the order, until a supervisor has settled it', async () => {
    const supervisor = await opened.as('supervisor-1', 'supervisor');
    const agent = await opened.as('agent-1', 'agent');
    put([
      ...renamed(story.events, 'case-a', 'CX-A'),
      ...renamed(story.events, 'case-b', 'CX-B'),
      found('case/case-b', 'order_has_open_case'),
    ]);
    const { orderNo = '' } = getCaseSummary(db(), 'case-b') ?? {};

    expect(openCaseOfOrder(db(), orderNo)?.caseId).toBe('case-a');
    const subject = { type: 'case', caseId: 'case-b' } as const;
    const [shown] = await supervisor.contacts.contradictions({ subject: null });
    expect(shown).toMatchObject({ subject, caseCode: 'CX-B', refusal: { code: 'order_has_open_case' } });
    expect((await supervisor.work.counts()).queues).toContainEqual({ queue: 'contradictions', count: 1, overdue: 0 });

    const settling = { subject, contradictionId: shown?.contradictionId ?? '', words: '已核实' };
    expect(await refusalFrom(agent.contacts.contradictions({ subject: null }))).toMatchObject({
      code: 'not_permitted',
    });
    expect(await refusalFrom(agent.contacts.settleContradiction(settling))).toMatchObject({ code: 'not_permitted' });
    expect(await refusalFrom(supervisor.contacts.settleContradiction(settling))).toMatchObject({
      code: 'order_has_open_case',
      data: { caseCode: 'CX-A' },
    });
  });

  it('on a contact are settled with a word', async () => {
    const supervisor = await opened.as('supervisor-1', 'supervisor');
    put([
      ...story.events.filter(({ stream }) => stream === 'contact/contact-1'),
      found('contact/contact-1', 'contact_ended'),
    ]);
    const [shown] = await supervisor.contacts.contradictions({ subject: null });
    const { subject = { type: 'contact', contactId: '' } as const, contradictionId = '' } = shown ?? {};
    expect(subject).toEqual({ type: 'contact', contactId: 'contact-1' });

    await supervisor.contacts.settleContradiction({ subject, contradictionId, words: '已与两位同事核实' });

    expect(await supervisor.contacts.contradictions({ subject: null })).toEqual([]);
    const { entries } = await supervisor.contacts.timeline({ subject, cursor: null });
    expect(entries.map(({ kind, data }) => [kind, data['text']])).toContainEqual([
      'ContradictionSettled',
      '已与两位同事核实',
    ]);
  });
});
