/** What a desk did while it was its own authority becomes everybody's, once, when it comes to the hub. */
import type { z } from 'zod';
import type { historyRequest, historyResponse } from '../../contract/hub-protocol/envelopes.ts';
import { ROLES } from '../../domain/kernel/actor.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { untilWritten } from '../commands/accept-push.ts';
import { takeStream } from '../commands/take-stream.ts';
import { StoreConflict } from '../store/store.ts';
import type { HubEvent } from '../store/store.ts';
import type { HubDeps } from './deps.ts';
import { takeOrders } from './orders.ts';
import { asLogin } from './people.ts';

type History = z.infer<typeof historyRequest>;
type Left = z.infer<typeof historyResponse>['left'];
export type HistoryAnswer = Pick<z.infer<typeof historyResponse>, 'renamed' | 'left' | 'contradictions'>;

/** No password opens this account. */
const NO_PASSWORD = '-';

/**
 * Takes a part of a history; the same again changes nothing. Null where this desk may not bring one: an administrator makes
 * the code for it, and it is good for a day.
 */
export async function takeHistory(
  deps: Pick<HubDeps, 'store' | 'now'>,
  deskId: string,
  { people, orders, evidence, events, samePeople }: History,
): Promise<HistoryAnswer | null> {
  const { store, now } = deps;
  const desk = await store.desk(deskId);
  if (desk === null || desk.mayBringUntil === null || desk.mayBringUntil < now()) return null;
  const renamed = await takePeople(deps, people, { samePeople, deskName: desk.name });
  const { renamed: parties } = await takeOrders(store, orders);
  if (evidence.length > 0) await store.transaction((tx) => tx.putEvidence(deskId, evidence));
  const left: Left = [];
  let contradictions = 0;
  for (const [name, own] of Map.groupBy(events, ({ stream }) => stream)) {
    const stream = name as StreamId;
    // Of a type that is known here the domain knows the shape.
    const taking = { stream, events: own as unknown as readonly HubEvent[], now: now() };
    try {
      const taken = await untilWritten(() => store.transaction((tx) => takeStream(tx, desk, taking)));
      if ('left' in taken) left.push({ stream, because: taken.left });
      else contradictions += Number(taken.contradicts);
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
      left.push({ stream, because: 'claimed' });
    }
  }
  const all = [...renamed, ...parties];
  return { renamed: all.map(([from, to]) => ({ from, to })), left, contradictions };
}

/** They are known by name, and may sign in once an administrator lets them: who they were elsewhere opens nothing here. */
async function takePeople(
  { store, now }: Pick<HubDeps, 'store' | 'now'>,
  people: History['people'],
  { samePeople, deskName }: { readonly samePeople: boolean; readonly deskName: string },
): Promise<ReadonlyMap<string, string>> {
  const renamed = new Map<string, string>();
  for (const { userId, login, displayName, roles, branchId } of people) {
    if ((await store.user(userId)) !== null) continue;
    const namesake = await store.userByLogin(asLogin(login));
    if (namesake !== null && samePeople) {
      renamed.set(userId, namesake.userId);
      continue;
    }
    await store.putUser({
      userId,
      login: namesake === null ? asLogin(login) : `${asLogin(login)}@${deskName}-${userId.slice(-8)}`,
      displayName,
      roles: ROLES.filter((role) => roles.includes(role)),
      branchId,
      passwordHash: NO_PASSWORD,
      disabledAt: now(),
    });
  }
  return renamed;
}
