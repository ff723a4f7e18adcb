/** What this desk does not hold, asked of the hub. */
import type { HubLine, SearchHit } from '../../contract/desk-api/orders.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { keyValue, ORDER_KEY_KINDS, PARTY_KEY_KINDS } from '../../domain/orders/order-keys.ts';
import { classifyQuery, isIdentifierQuery } from '../../domain/search/classify.ts';
import type { DeskDeps } from '../deps.ts';
import { searchAnswerOf } from '../views/search.ts';

type HubDeps = Pick<DeskDeps, 'db' | 'hub'>;

export interface HubSearch {
  readonly state: 'solo' | 'no_identifier' | 'offline' | 'asked';
  readonly lines: HubLine[];
}

/** Four digits of a card say too little for another's records to be searched by them. */
const ASKED_KINDS: ReadonlySet<string> = new Set(
  [...ORDER_KEY_KINDS, ...PARTY_KEY_KINDS].filter((kind) => kind !== 'card_last4'),
);

/** Asks by whole identifiers; what is here already is not shown twice. */
export async function searchAtHub({ db, hub }: HubDeps, userId: string, text: string): Promise<HubSearch> {
  if (hub === null) return { state: 'solo', lines: [] };
  const keys = classifyQuery(text)
    .filter(isIdentifierQuery)
    .filter(({ kind }) => ASKED_KINDS.has(kind))
    .map(({ kind, value }) => ({ kind, value: keyValue(value) }));
  if (keys.length === 0) return { state: 'no_identifier', lines: [] };
  const found = await hub.search(userId, keys);
  if (found === null) return { state: 'offline', lines: [] };
  const lines = found
    .filter(({ orderNo }) => getOrder(db, orderNo) === null)
    .map(({ orderNo, kind, status, orderedAt, personMasked, merchantMasked, openCaseCode }) => {
      return { orderNo, kind, status, orderedAt, personMasked, merchantMasked, openCaseCode };
    });
  return { state: 'asked', lines };
}

/** Fetches an order, and answers it as the search here finds it then. Refuses `hub_not_reached`. */
export async function openFromHub(deps: HubDeps, userId: string, orderNo: string): Promise<Result<SearchHit>> {
  const opened = deps.hub === null ? false : await deps.hub.openOrder(userId, orderNo);
  const hit = opened ? searchAnswerOf(deps, orderNo, 1).hits.find((each) => each.orderNo === orderNo) : undefined;
  return hit === undefined ? refuse('hub_not_reached') : ok(hit);
}
