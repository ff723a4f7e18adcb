import type { z } from 'zod';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand, type DecideContext, type LoadedStreams } from '../kernel/command.ts';
import { ok, refuse, type Refused } from '../kernel/result.ts';
import { streamId, type StreamId } from '../kernel/stream.ts';
import type { UtcMs } from '../kernel/units.ts';
import type { Order } from '../orders/order.ts';
import type { PolicyDecision } from '../policy/decision.ts';
import { evaluatePolicy } from '../policy/evaluate.ts';
import { mayAct } from '../permissions.ts';
import { approvedAtOnce } from './approval.ts';
import { autoChecks, missingMaterials } from './auto-checks.ts';
import { drawCaseCode } from './case-code.ts';
import type { CaseEventMap } from './events.ts';
import { answeredFees } from './fees.ts';
import { filingSchema } from './filing-payload.ts';
import { screenText } from './free-text.ts';
import { missingEvidence, openContact } from './guards.ts';
import { earliestNotice, isUnansweredNotice, noticeMoment } from './notice.ts';
import type { CaseState } from './state.ts';
import { verifiedFor } from './verified.ts';

type Filing = z.infer<typeof filingSchema>;

/**
 * Files the cancellation of one order, with everything that 5.2 asks of a submission. The policy is evaluated again here,
 * by the pack in force and for the moment of the notice, and its decision is stored with the case. What the terms refuse but
 * goodwill may give is filed for two approvers; only an order that nothing can be done about is refused.
 *
 * Then the system checks (B11): items still missing are asked for, a plain case is approved at once, any other waits for a
 * reviewer. Refusals: see the guards below. @rule 5.2 @rule L-14 @rule L-15 @rule L-23 @rule P-01
 */
export const fileCancellation = defineCommand({
  type: 'FileCancellation',
  authority: 'arbitrated',
  payload: filingSchema,
  streams: ({ caseId, contactId, partyId, intakeCaseIds }): [StreamId, ...StreamId[]] => [
    streamId('case', caseId),
    streamId('contact', contactId),
    streamId('party', partyId),
    ...intakeCaseIds.map((intakeCaseId) => streamId('case', intakeCaseId)),
  ],
  decide(streams, payload, context) {
    const { caseId, contactId, partyId } = payload;
    const { actor, facts, now } = context;
    const permitted = mayAct('handle_contact', actor);
    if (!permitted.ok) return permitted;
    if (streams.case(caseId) !== null) return refuse('already_exists', { kind: 'case' });
    const order = facts.order(payload.orderNo);
    if (order === null) return refuse('order_not_known');
    if (order.partyId !== partyId) return refuse('invalid_input', { field: 'partyId' });

    const contact = openContact(streams, contactId, actor);
    if (!contact.ok) return contact;
    const party = streams.party(partyId);
    const acts = payload.fees.some((fee) => fee.answer === 'given')
      ? (['file_cancellation', 'fee_consent'] as const)
      : (['file_cancellation'] as const);
    const verified = verifiedFor(contact.value, party, partyId, actor, acts, now);
    if (!verified.ok) return verified;

    const open = facts.openCaseOfOrder(order.orderNo);
    if (open !== null) return refuse('order_has_open_case', { caseId: open.caseId, caseCode: open.caseCode });
    const intakes = intakesOf(streams, payload, order);
    if (intakes.length < payload.intakeCaseIds.length) return refuse('not_found', { kind: 'case' });
    const since = contact.value.startedAt;
    const noticeAt = noticeMoment(payload.noticeAt, since, now, earliestNotice(intakes));

    const decision = evaluatePolicy({
      pack: context.pack,
      calendar: context.calendar,
      order,
      now,
      noticeAt,
      intakeChannel: contact.value.channel,
      reasonCode: payload.reasonCode,
      hasOpenCase: null,
      deviceCondition: payload.deviceCondition,
      terminalReachable: payload.terminalReachable,
      payerDebited: payload.payerDebited,
      ...(payload.requestedFen === null ? {} : { requestedFen: payload.requestedFen }),
    });
    const lacking =
      reasonRefusal(payload, order, context) ?? undecidable(decision) ?? stepsRefusal(payload, decision, since, now);
    if (lacking !== null) return lacking;
    const { reasonCode, acknowledgement, contactPreference, readBackAt, materials } = payload;
    if (reasonCode === null || acknowledgement === null || contactPreference === null || readBackAt === null) {
      throw new Error('the steps of a filing were checked, and one of them is missing');
    }
    const fees = answeredFees(payload.fees, { decision, contact: contact.value, now, facts });
    if (!fees.ok) return fees;
    const unlisted = materialsRefusal(payload, decision, context);
    if (unlisted !== null) return unlisted;

    const stream = streamId('case', caseId);
    const { text, events } = screenText(stream, caseId, { reason: payload.reasonText, hours: contactPreference.hours });
    const preference = { channel: contactPreference.channel, hours: text.hours };
    const filed: CaseEventMap['CancellationFiled'] = {
      caseCode: drawCaseCode(context),
      orderNo: order.orderNo,
      orderKind: order.kind,
      partyId,
      contactId,
      intakeChannel: contact.value.channel,
      originChannel: order.kind === 'terminal_application' ? order.originChannel : null,
      verifiedLevel: verified.value.level,
      subject: verified.value.subject,
      reasonCode,
      reasonText: text.reason,
      acknowledgement,
      decision,
      fees: fees.value,
      materials,
      contactPreference: preference,
      readBackAt,
      noticeReceivedAt: noticeAt,
      priorOrderStatus: order.kind === 'terminal_application' ? order.status : order.state,
    };
    return ok([
      { stream, type: 'CancellationFiled', data: filed },
      { stream, type: 'CaseOwnerAssigned', data: { userId: actor.userId } },
      ...events,
      ...intakes.flatMap((intake) => linked(caseId, intake.caseId)),
      ...afterFiling(filed, caseId, order, context),
      { stream: streamId('contact', contactId), type: 'ContactCaseLinked', data: { caseId, how: 'filed' } },
      {
        stream: streamId('party', partyId),
        type: 'PartyPreferenceSet',
        data: { ...preference, marketingConsent: party.preference?.marketingConsent ?? false },
      },
    ]);
  },
});

/** The automatic checks, and what follows from them at once (B11). */
function afterFiling(
  filed: CaseEventMap['CancellationFiled'],
  caseId: string,
  order: Order,
  context: DecideContext,
): readonly NewDomainEvent[] {
  const { decision, fees, materials, intakeChannel } = filed;
  const stream = streamId('case', caseId);
  const checks = autoChecks({
    decision,
    order,
    fees,
    materials,
    partyLocked: false,
    pack: context.pack,
    now: context.now,
  });
  const checked: NewDomainEvent = { stream, type: 'AutoCheckDone', data: checks };
  const missing = missingMaterials(decision, materials, context.pack);
  if (missing.length > 0) {
    const names = decision.bring.filter((item) => missing.includes(item.id)).map((item) => item.name.zh);
    return [checked, { stream, type: 'InfoRequested', data: { materials: missing, message: names.join('、') } }];
  }
  return [checked, ...approvedAtOnce({ caseId, decision, fees, order, intakeChannel }, checks, context)];
}

/** Those of the named intakes that are of the same order and party and were not answered yet. */
function intakesOf(
  streams: LoadedStreams,
  { intakeCaseIds, orderNo, partyId }: Filing,
  order: Order,
): readonly CaseState[] {
  return intakeCaseIds.flatMap((intakeCaseId) => {
    const intake = streams.case(intakeCaseId);
    const isOfOrder = intake?.orderNo === orderNo && intake.partyId === partyId && intake.orderKind === order.kind;
    return intake !== null && isOfOrder && isUnansweredNotice(intake) ? [intake] : [];
  });
}

function linked(caseId: string, intakeCaseId: string): readonly NewDomainEvent[] {
  return [
    { stream: streamId('case', caseId), type: 'CaseLinked', data: { caseId: intakeCaseId, relation: 'supersedes' } },
    { stream: streamId('case', intakeCaseId), type: 'CaseLinked', data: { caseId, relation: 'superseded_by' } },
  ];
}

/** Refuses `reason_required`, `reason_unknown` (not in the pack, or not for this kind of order). */
function reasonRefusal({ reasonCode }: Filing, order: Order, { pack }: DecideContext): Refused | null {
  if (reasonCode === null) return refuse('reason_required');
  const known = pack.reasons.some((reason) => reason.code === reasonCode && reason.orderKinds.includes(order.kind));
  return known ? null : refuse('reason_unknown', { reasonCode });
}

/** Refuses `order_not_cancellable` where not even goodwill could give anything: ended, or in a dispute. No dead end elsewhere. */
function undecidable(decision: PolicyDecision): Refused | null {
  const goodwill = decision.wouldChange.some((change) => change.code === 'goodwill');
  if (decision.result !== 'not_cancellable' || goodwill) return null;
  return refuse('order_not_cancellable', {
    route: decision.route,
    wouldChange: decision.wouldChange.map((change) => change.code),
  });
}

/**
 * Refuses `policy_not_acknowledged`, `policy_version_stale` (another pack or fee list than the one in force),
 * `contact_preference_missing`, `read_back_missing`. What was said in another contact counts for nothing (scenario 31).
 */
function stepsRefusal(filing: Filing, decision: PolicyDecision, since: UtcMs, now: UtcMs): Refused | null {
  const here = (at: UtcMs) => at >= since && at <= now;
  const { acknowledgement, readBackAt } = filing;
  if (acknowledgement === null || !here(acknowledgement.at)) return refuse('policy_not_acknowledged');
  const { packId, packVersion, feeListVersion } = decision;
  if (
    acknowledgement.packId !== packId ||
    acknowledgement.packVersion !== packVersion ||
    acknowledgement.feeListVersion !== feeListVersion
  ) {
    return refuse('policy_version_stale', { packId, packVersion, feeListVersion });
  }
  if (filing.contactPreference === null) return refuse('contact_preference_missing');
  return readBackAt === null || !here(readBackAt) ? refuse('read_back_missing') : null;
}

/** Refuses `materials_incomplete` where a required item has no state at all (missing is a state), `evidence_missing`. */
function materialsRefusal({ materials }: Filing, decision: PolicyDecision, { facts }: DecideContext): Refused | null {
  const unstated = decision.bring.filter(
    (item) => item.required && !materials.some((each) => each.materialId === item.id),
  );
  if (unstated.length > 0) return refuse('materials_incomplete', { missing: unstated.map((item) => item.id) });
  for (const item of materials) {
    const missing = missingEvidence(facts, item.evidenceId);
    if (missing !== null) return missing;
  }
  return null;
}
