/** What a desk may hold beyond its branches: the queues of its roles, and the cases of who signs in on it. Part of the suite in `store-suite.ts`. */
import { expect, it } from 'vitest';
import type { Role } from '../../domain/kernel/actor.ts';
import type { HubWorld, TestDesk } from './hub-world.ts';

export function describeConcerns(of: () => HubWorld): void {
  it('lets a desk of a role hold what comes into its queue, whatever the branch, from then on', async () => {
    const store1 = await of().desk('desk-1', ['store-1']);
    await of().desk('desk-2', ['store-2']);
    await of().desk('desk-3', ['store-2']);
    await give('desk-2', ['finance', 'supervisor']);

    await files(store1, 'clerk-1', 'case-1', 'contact-1', 'TA0001');
    const first = await held('desk-2');
    await store1.tells('clerk-1', 'AddCaseNote', { caseId: 'case-1', noteId: 'note-1', text: '之后', corrects: null });

    expect(first.streams).toEqual(['case/case-1']);
    expect((await held('desk-2', first.cursor)).types).toEqual(['NoteAdded']);
    expect((await held('desk-3')).streams).toEqual([]);
  });

  it('gives a desk that comes later what stands in the queue then', async () => {
    const store1 = await of().desk('desk-1', ['store-1']);
    await files(store1, 'clerk-1', 'case-1', 'contact-1', 'TA0001');
    await of().desk('desk-2', ['store-2']);
    await give('desk-2', ['finance']);
    expect((await held('desk-2')).streams).toEqual([]);

    await of().store.pinWaiting('desk-2');

    expect((await held('desk-2')).streams).toEqual(['case/case-1']);
    await give('desk-2', ['warehouse']);
    await of().desk('desk-3', ['store-2']);
    await give('desk-3', ['warehouse']);
    await of().store.pinWaiting('desk-3');
    expect((await held('desk-3')).streams).toEqual([]);
  });

  it('lets a desk hold the cases of who signs in on it, those that are there and those that come', async () => {
    const store1 = await of().desk('desk-1', ['store-1']);
    await of().desk('desk-2', ['store-2']);
    await files(store1, 'clerk-1', 'case-1', 'contact-1', 'TA0001');

    expect(await of().store.pinOwn('desk-2', 'clerk-1')).toEqual(['case/case-1']);
    // Said at each sign-in: what the desk could not fetch the last time it fetches now.
    expect(await of().store.pinOwn('desk-2', 'clerk-1')).toEqual(['case/case-1']);
    expect(await of().store.pinOwn('desk-1', 'clerk-1')).toEqual([]);
    expect(await of().store.pinOwn('desk-2', 'nobody')).toEqual([]);
    await files(store1, 'clerk-1', 'case-2', 'contact-2', 'TA0002');

    const { streams } = await held('desk-2');
    expect(streams).toEqual(['case/case-1', 'case/case-2']);
    const whole = await of().store.wholeStreams('desk-2', ['case/case-2', 'contact/contact-2']);
    expect(new Set(whole.map(({ stream }) => stream))).toEqual(new Set(['case/case-2']));
  });

  async function give(deskId: string, roles: readonly Role[]): Promise<void> {
    const desk = await of().store.desk(deskId);
    if (desk === null) throw new Error('no such desk');
    await of().store.putDesk({ ...desk, roles });
  }

  async function files(
    desk: TestDesk,
    userId: string,
    caseId: string,
    contactId: string,
    orderNo: string,
  ): Promise<void> {
    await desk.push(await desk.verified(userId, contactId, { channel: 'walk_in' }));
    const answer = await desk.push([await desk.files(userId, { caseId, contactId, orderNo })]);
    expect(answer).toMatchObject({ outcomes: [{ outcome: { result: 'accepted' } }] });
  }

  /** What has come to a desk of cases and contacts; parties are everybody's. */
  async function held(deskId: string, cursor: string | null = null) {
    const page = await of().store.pull(deskId, cursor, 1_000, of().now);
    const own = page.events.filter(({ stream }) => !stream.startsWith('party/'));
    const streams = [...new Set(own.map(({ stream }) => stream))].toSorted();
    return { streams, types: own.map(({ type }) => type), cursor: page.cursor };
  }
}
