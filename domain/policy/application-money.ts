import type { Fen } from '../kernel/units.ts';
import type { MoneyComponent, TerminalApplicationOrder } from '../orders/order.ts';
import type { RouteReason } from '../refunds/methods.ts';
import { routeComponent } from '../refunds/router.ts';
import type { AssessedRefund } from './assessment.ts';
import { daysBetween, localDateOf } from './calendar.ts';
import type { MoneyRoute } from './codes.ts';
import type { PolicyInput } from './decision.ts';

const NOTHING_MOVES: ReadonlySet<RouteReason> = new Set(['nothing_paid', 'already_refunded', 'charged_back']);

/** The unused part of a sum paid for the service term, in fen, rounded in the customer's favour. @rule L-09 */
function unusedPart(amountFen: Fen, order: TerminalApplicationOrder, input: PolicyInput): Fen {
  const term = input.pack.serviceTermDays;
  const since = order.boundAt ?? order.activatedAt ?? order.deliveredAt;
  if (since === null) return amountFen;
  const used = Math.min(term, Math.max(0, daysBetween(localDateOf(since), localDateOf(input.noticeAt))));
  return Math.ceil((amountFen * (term - used)) / term);
}

function refundOf(
  component: MoneyComponent,
  order: TerminalApplicationOrder,
  route: MoneyRoute,
  input: PolicyInput,
): AssessedRefund {
  const rule = input.pack.componentRules[route][component.type];
  const base = { componentType: component.type, payeeType: component.payeeType, needs: [] };
  if (rule === 'none') {
    return { ...base, amountFen: 0, method: 'none_by_us', reason: 'not_refundable_here', share: 'componentNone' };
  }
  const share = rule === 'full' ? 'componentFull' : 'componentProRata';
  const { method, reason } = routeComponent(component, order.paymentStatus);
  const due = rule === 'full' ? component.amountFen : unusedPart(component.amountFen, order, input);
  return { ...base, amountFen: NOTHING_MOVES.has(reason) ? 0 : due, method, reason, share };
}

/** One entry for every sum the order carries: how much of it goes back on this route, and how. */
export function applicationRefunds(
  order: TerminalApplicationOrder,
  route: MoneyRoute,
  input: PolicyInput,
): readonly AssessedRefund[] {
  return order.components
    .filter((component) => component.amountFen > 0)
    .map((component) => refundOf(component, order, route, input));
}
