import type { Order } from '../orders/order.ts';
import { DAY_MS, type UtcMs } from '../kernel/units.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { CaseEventMap, FeeAnswer, MaterialItem } from './events.ts';

/** How old the last observation of an order may be for the system to decide on it alone. */
const FRESH_MS = 3 * DAY_MS;

export interface Checked {
  readonly decision: PolicyDecision;
  readonly order: Order | null;
  readonly fees: readonly FeeAnswer[];
  readonly materials: readonly MaterialItem[];
  /** The party's verification lock; a dispute hold is read from the order. */
  readonly partyLocked: boolean;
  readonly pack: PolicyPack;
  readonly now: UtcMs;
}

/**
 * The items that review waits for: what the policy requires and what a person has `asked` for. The device is not required
 * before the approval: it comes back by a task of its own.
 * @param pack tells which items stand for the device.
 */
export function missingMaterials(
  decision: PolicyDecision,
  materials: readonly MaterialItem[],
  pack: PolicyPack,
  asked: readonly string[] = [],
): readonly string[] {
  const isDevice = (id: string) => pack.materials.find((item) => item.id === id)?.onlyWhen === 'device_returns';
  const required = decision.bring.filter((item) => item.required && !isDevice(item.id)).map((item) => item.id);
  const isThere = (id: string) => {
    const state = materials.find((item) => item.materialId === id)?.state;
    return state === 'received' || state === 'verified';
  };
  return [...new Set([...required, ...asked])].filter((id) => !isThere(id));
}

/**
 * What the system looks at before a person does (B11), each check by name. All passed is what lets a plain case be
 * approved at once; one that failed is shown to the reviewer.
 */
export function autoChecks(checked: Checked): CaseEventMap['AutoCheckDone'] {
  const { decision, order, fees, materials, partyLocked, pack, now } = checked;
  const checks = [
    // A lower level can't file, so a filed case has been through verification; the lock may have come since.
    { check: 'identity_valid', passed: !partyLocked },
    { check: 'order_fresh', passed: order !== null && now - order.observedAt <= FRESH_MS },
    {
      check: 'in_policy',
      passed: decision.result === 'cancellable' || decision.result === 'cancellable_with_conditions',
    },
    { check: 'fee_consents_complete', passed: fees.every((fee) => fee.answer === 'given') },
    { check: 'materials_complete', passed: missingMaterials(decision, materials, pack).length === 0 },
    { check: 'no_hold', passed: order !== null && !isHeld(order) },
    { check: 'seller_known', passed: order !== null && sellerKnown(order) },
  ];
  return { passed: checks.every((check) => check.passed), checks };
}

function isHeld(order: Order): boolean {
  return order.kind === 'acquiring_txn' && order.state === 'disputed';
}

function sellerKnown(order: Order): boolean {
  return order.kind === 'acquiring_txn' || order.seller.type === 'direct' || order.seller.name !== null;
}
