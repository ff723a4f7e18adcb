import type { DeviceConditionInput, TxnFacts } from '../../contract/desk-api/orders.ts';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import { loadEvents } from '../../db/queries/events.ts';
import { getOrder } from '../../db/queries/orders.ts';
import type { EvidenceKind } from '../../domain/cases/shared-events.ts';
import { refuse, ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import { evaluatePolicy } from '../../domain/policy/evaluate.ts';
import type { DeviceCondition, PolicyDecision } from '../../domain/policy/decision.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact } from './load.ts';
import { maskedDecision } from './masked.ts';
import { noticeFor } from './notice.ts';

type DecideDeps = Pick<DeskDeps, 'db' | 'now' | 'pack' | 'calendar'>;

/** Files that prove who somebody is; they say nothing about who activated a terminal. */
const ABOUT_THE_PERSON: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>(['id_copy', 'mandate', 'signature']);

/** The files of a contact that may show who activated the terminal: time, place, operator (scenario 13). */
export function deviceConditionOf(
  db: DecideDeps['db'],
  stated: DeviceConditionInput,
  contactId: string | null,
): Omit<DeviceCondition, 'evidenceIds'> & { evidenceIds: string[] } {
  if (contactId === null || stated.activatedBy !== 'salesperson') return { ...stated, evidenceIds: [] };
  const evidenceIds = loadEvents(db, streamId('contact', contactId)).flatMap((event) =>
    event.type === 'EvidenceAttached' && !ABOUT_THE_PERSON.has(event.data.kind) ? [event.data.evidenceId] : [],
  );
  return { ...stated, evidenceIds: [...new Set(evidenceIds)] };
}

/** The facts of a transaction as the policy takes them: an amount that was not named is left out. */
function policyFactsOf({ requestedFen, ...stated }: TxnFacts) {
  return requestedFen === null ? stated : { ...stated, requestedFen };
}

/**
 * What the policy in force says about an order for a notice given in this contact, or now where there is none; an earlier
 * intake of the order was the notice already. Nothing is stored: filing decides again, from the same moment. Refuses `order_not_known`, `not_found` for the contact. @rule L-15
 */
export function decisionFor(
  { db, now, pack, calendar }: DecideDeps,
  asked: {
    orderNo: string;
    contactId: string | null;
    reasonCode: string | null;
    device: DeviceConditionInput;
    txn: TxnFacts;
  },
): Result<PolicyDecision> {
  const order = getOrder(db, asked.orderNo);
  if (order === null) return refuse('order_not_known');
  const contact = asked.contactId === null ? null : loadContact(db, asked.contactId);
  if (asked.contactId !== null && contact === null) return refuse('not_found', { kind: 'contact' });
  const open = openCaseOfOrder(db, asked.orderNo);
  const decision = evaluatePolicy({
    pack: pack(),
    calendar,
    order,
    now: now(),
    noticeAt: noticeFor(db, order, contact, now()),
    intakeChannel: contact?.channel ?? 'phone',
    reasonCode: asked.reasonCode,
    hasOpenCase: open === null ? null : { caseId: open.caseId, caseCode: open.caseCode },
    deviceCondition: deviceConditionOf(db, asked.device, asked.contactId),
    ...policyFactsOf(asked.txn),
  });
  return ok(maskedDecision(decision));
}
