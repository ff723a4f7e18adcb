/** What desks ask for: people signed in, commands pushed, what is new pulled, streams opened. */
import type { FastifyInstance } from 'fastify';
import {
  historyRequest,
  openOrderRequest,
  ordersRequest,
  presenceRequest,
  outcomesRequest,
  pullRequest,
  pushRequest,
  searchRequest,
  signInRequest,
  streamsRequest,
} from '../../contract/hub-protocol/envelopes.ts';
import { rawPublicKey } from '../../contract/hub-protocol/raw-keys.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { mayAct } from '../../domain/permissions.ts';
import { acceptPush } from '../commands/accept-push.ts';
import { outcomesOf } from '../commands/outcomes-of.ts';
import type { HubDeps } from '../services/deps.ts';
import { reenrolDesk } from '../services/enrol.ts';
import { takeHistory } from '../services/history.ts';
import { takeOrders } from '../services/orders.ts';
import { maySearch, openOrder, searchOrders } from '../services/search.ts';
import { signInOn } from '../services/sign-in.ts';
import { signedInActor } from './signed-in.ts';
import { CursorUnknown } from '../store/store.ts';
import { bootstrapRoutes } from './bootstrap-routes.ts';
import { evidenceRoutes } from './evidence-routes.ts';
import { readBody } from './read-body.ts';
import { Refusal } from './refusals.ts';
import { signedRoutes } from './signed.ts';
import { wireEvent, wirePull, wirePush } from './wire.ts';

const SMALL = { bodyLimit: 64 * 1024 };
/** Of one address: a branch's agents look for a few customers a minute each. */
const SEARCHES_PER_MINUTE = 120;

export function deskRoutes(app: FastifyInstance, deps: HubDeps): void {
  const { store, authority, now } = deps;
  const stamped = <T extends object>(body: T) => ({ protocolVersion: PROTOCOL_VERSION, ...body, hubTime: now() });
  signedRoutes(app, deps, (own) => {
    own.post('/v1/sign-in', SMALL, async (request) => {
      const answer = await signInOn(deps, request.deskId, readBody(request, signInRequest));
      if ('refused' in answer) {
        const wait = answer.refused === 'sign_in_throttled' ? Math.ceil((answer.until - now()) / 1000) : undefined;
        throw new Refusal(answer.refused, wait === undefined ? {} : { retryAfter: Math.max(0, wait) });
      }
      const { user, grant, expiresAt, offlineUntil, streams } = answer;
      const { userId, displayName, roles, branchId } = user;
      return stamped({ grant, expiresAt, offlineUntil, streams, user: { userId, displayName, roles, branchId } });
    });

    own.post('/v1/push', async (request) => {
      const answer = await acceptPush(authority, store, {
        deskId: request.deskId,
        request: readBody(request, pushRequest),
      });
      if (!('refused' in answer)) return wirePush(answer, now());
      throw new Refusal(answer.refused, 'expectedSeq' in answer ? { expectedSeq: answer.expectedSeq } : {});
    });

    own.post('/v1/outcomes', SMALL, async (request) => {
      const { commandIds } = readBody(request, outcomesRequest);
      return wirePush({ outcomes: await outcomesOf(store, request.deskId, commandIds), nextSeq: 1 }, now());
    });

    own.post('/v1/pull', SMALL, async (request) => {
      const { cursor, limit } = readBody(request, pullRequest);
      try {
        return wirePull(await store.pull(request.deskId, cursor, limit, now()), now());
      } catch (error) {
        if (error instanceof CursorUnknown) throw new Refusal('cursor_unknown');
        throw error;
      }
    });

    own.post('/v1/streams', SMALL, async (request) => {
      const { streams } = readBody(request, streamsRequest);
      const events = await store.wholeStreams(request.deskId, streams as StreamId[]);
      return stamped({ events: events.map(wireEvent) });
    });

    own.post('/v1/orders', async (request) => {
      const message = readBody(request, ordersRequest);
      const actor = await signedInActor(deps, request.deskId, message.grant);
      if (!mayAct('import_orders', actor).ok) throw new Refusal('not_permitted');
      const { taken } = await takeOrders(store, message.orders);
      return stamped({ taken });
    });

    // What is asked for here names people: a desk that goes through numbers one by one is slowed down.
    const searching = { ...SMALL, config: { rateLimit: { max: SEARCHES_PER_MINUTE, timeWindow: '1 minute' } } };
    own.post('/v1/search', searching, async (request) => {
      const message = readBody(request, searchRequest);
      const actor = await signedInActor(deps, request.deskId, message.grant);
      if (!maySearch(actor)) throw new Refusal('not_permitted');
      return stamped({ orders: await searchOrders(store, message) });
    });

    own.post('/v1/open-order', searching, async (request) => {
      const { grant, orderNo } = readBody(request, openOrderRequest);
      const actor = await signedInActor(deps, request.deskId, grant);
      if (!maySearch(actor)) throw new Refusal('not_permitted');
      const opened = await openOrder(store, request.deskId, orderNo);
      if (opened === null) throw new Refusal('out_of_scope');
      request.log.info({ deskId: request.deskId, userId: actor.userId }, 'order_opened');
      return stamped({ references: opened.references, events: opened.events.map(wireEvent) });
    });

    own.post('/v1/history', async (request) => {
      const message = readBody(request, historyRequest);
      const answer = await takeHistory(deps, request.deskId, message);
      if (answer === null) throw new Refusal('not_permitted');
      return stamped(answer);
    });

    bootstrapRoutes(own, deps);
    evidenceRoutes(own, deps);

    own.post('/v1/presence', SMALL, async (request) => {
      const { caseId, grant } = readBody(request, presenceRequest);
      const { userId } = await signedInActor(deps, request.deskId, grant);
      const others = await store.look({ caseId, userId, deskId: request.deskId }, now());
      if (others === null) throw new Refusal('out_of_scope');
      return stamped({ caseId, others });
    });

    // A desk that finds itself restored from a backup: what it signs is its own, and it counts anew.
    own.post('/v1/re-enrol', SMALL, async (request) => {
      const { deskId, epoch, nextSeq } = await reenrolDesk(deps, request.deskId);
      return stamped({ deskId, epoch, nextSeq, hubKey: rawPublicKey(authority.hubKey) });
    });
  });
}
