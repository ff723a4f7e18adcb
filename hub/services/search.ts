/** Orders that a desk does not hold: found by somebody who may read them, masked, and opened on the desk one by one. */
import type { z } from 'zod';
import type { searchRequest, searchResponse } from '../../contract/hub-protocol/envelopes.ts';
import { maskMerchantName, maskMobile, maskName, maskSn } from '../../domain/identifiers/mask.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import { ORDER_KEY_KINDS, PARTY_KEY_KINDS } from '../../domain/orders/order-keys.ts';
import { PERMISSIONS } from '../../domain/permissions.ts';
import type { FoundOrder, HubEvent, HubStore, IdentifierKey, PullPage } from '../store/store.ts';

/** Four digits of a card are too many people's. */
const KINDS: readonly IdentifierKey['kind'][] = [...new Set([...ORDER_KEY_KINDS, ...PARTY_KEY_KINDS])].filter(
  (kind) => kind !== 'card_last4',
);

/** Whether a person's work takes them to orders at all. @rule V-01 */
export function maySearch(actor: Actor): boolean {
  const { roles } = PERMISSIONS.view_order_status;
  return actor.roles.some((role) => roles[role] !== undefined);
}

type Line = z.infer<typeof searchResponse>['orders'][number];

/** Looks for identifiers of kinds that are known here; none of them finds nothing. */
export async function searchOrders(
  store: HubStore,
  { keys, limit }: Pick<z.infer<typeof searchRequest>, 'keys' | 'limit'>,
): Promise<Line[]> {
  const asked = keys.flatMap(({ kind, value }) => {
    const known = KINDS.find((each) => each === kind);
    return known === undefined ? [] : [{ kind: known, value }];
  });
  return asked.length === 0 ? [] : (await store.findOrders(asked, limit)).map(lineOf);
}

function lineOf({ order, party, openCase }: FoundOrder): Line {
  const isApplication = order.kind === 'terminal_application';
  const sn = isApplication ? (order.terminalSns[0] ?? null) : order.terminalSn;
  return {
    orderNo: order.orderNo,
    kind: order.kind,
    status: isApplication ? order.status : order.state,
    orderedAt: order.orderedAt,
    amountFen: isApplication ? order.components.reduce((sum, each) => sum + each.amountFen, 0) : order.amountFen,
    personMasked: party.personName === null ? null : maskName(party.personName),
    merchantMasked: party.merchantName === null ? null : maskMerchantName(party.merchantName),
    mobileMasked: party.mobile === null ? null : maskMobile(party.mobile),
    snMasked: sn === null ? null : maskSn(sn),
    openCaseCode: openCase?.caseCode ?? null,
  };
}

/** An order with whose it is, its open case, and what is known of its party, for a desk that holds all that from now on. */
export async function openOrder(
  store: HubStore,
  deskId: string,
  orderNo: string,
): Promise<{ readonly references: PullPage['references']; readonly events: readonly HubEvent[] } | null> {
  const found = await store.pinOrder(deskId, orderNo);
  if (found === null) return null;
  const { order, party, openCase } = found;
  const streams = [streamId('party', party.partyId), ...(openCase === null ? [] : [streamId('case', openCase.caseId)])];
  const events = await store.wholeStreams(deskId, streams);
  return { references: [{ kind: 'order', key: orderNo, body: { order, party } }], events };
}
