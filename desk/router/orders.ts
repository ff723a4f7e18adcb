import { refuse } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import { openFromHub, searchAtHub } from '../services/hub-search.ts';
import { decisionFor } from '../views/decide.ts';
import { orderView } from '../views/order.ts';
import { ordersOfParty, searchAnswerOf } from '../views/search.ts';
import type { Procedures } from './base.ts';
import { refused, valueOf } from './base.ts';
import { mayRead } from './reading.ts';

/** Finding and reading orders. What was typed into the search box goes into no log. */
export function createOrdersRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    search: signedIn.orders.search.handler(({ context, input: { text, limit } }) => {
      valueOf(mayRead(context.user.actor));
      return searchAnswerOf(deps, text, limit);
    }),
    searchAtHub: signedIn.orders.searchAtHub.handler(({ context: { user }, input }) => {
      valueOf(mayRead(user.actor));
      return searchAtHub(deps, user.userId, input.text);
    }),
    openFromHub: signedIn.orders.openFromHub.handler(async ({ context: { user }, input }) => {
      valueOf(mayRead(user.actor));
      return valueOf(await openFromHub(deps, user.userId, input.orderNo));
    }),
    get: signedIn.orders.get.handler(({ context: { user }, input }) => {
      valueOf(mayRead(user.actor));
      return valueOf(orderView(deps, { ...input, actor: user.actor }));
    }),
    ofParty: signedIn.orders.ofParty.handler(({ context, input: { partyId, cursor } }) => {
      valueOf(mayRead(context.user.actor));
      if (cursor !== null && !/^\d{1,16}$/u.test(cursor)) return refused(badCursor);
      return ordersOfParty(deps, partyId, cursor === null ? undefined : Number(cursor));
    }),
    decide: signedIn.orders.decide.handler(({ context, input }) => {
      valueOf(mayRead(context.user.actor));
      return valueOf(decisionFor(deps, input));
    }),
  };
}

const badCursor = refuse('invalid_input', { path: 'cursor', code: 'custom' }).refusal;
