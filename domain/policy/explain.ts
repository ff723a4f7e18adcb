/** Puts an assessment into the pack's words: every sentence of a decision in both languages, amounts and dates filled in. */
import { formatAmount } from '../text/amount.ts';
import { MINUTE_MS, SHANGHAI_OFFSET_MS, type Fen, type UtcMs } from '../kernel/units.ts';
import { remainingFen } from '../refunds/router.ts';
import type { Assessment, AssessedRefund } from './assessment.ts';
import type { Phrase } from './codes.ts';
import type { PolicyDecision, PolicyInput } from './decision.ts';
import { dueText } from './deadlines.ts';
import { acquirerProfileFor } from './pack.ts';
import { render, same, type Text, type Variables } from './text.ts';

type Reason = PolicyDecision['reasons'][number];

const PAID_BY_US = new Set<AssessedRefund['method']>([
  'void',
  'refund',
  'cash_out',
  'credit_adjustment',
  'reroute_request',
  'compensating_entry',
]);

const sumOf = (refunds: readonly AssessedRefund[]): Fen => refunds.reduce((sum, refund) => sum + refund.amountFen, 0);

/** What we give back ourselves, in fen: what others hold and what is still to be confirmed is not promised. */
export function paidByUsFen(assessment: Assessment): Fen {
  return sumOf(assessment.refunds.filter((refund) => PAID_BY_US.has(refund.method)));
}

function joined(texts: readonly Text[]): Text {
  return { zh: texts.map((text) => text.zh).join(''), en: texts.map((text) => text.en).join(' ') };
}

function clockTime(at: UtcMs): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

function dayText(dayNo: number | null): Text | null {
  if (dayNo === 0) return { zh: '当天', en: 'today' };
  return dayNo === null ? null : { zh: `第 ${dayNo} 天`, en: `day ${dayNo}` };
}

function moneyPhrases(assessment: Assessment): readonly Phrase[] {
  const phrases: Phrase[] = [];
  const { refunds, returnsDevice } = assessment;
  if (paidByUsFen(assessment) > 0) phrases.push(returnsDevice ? 'moneyAfterDevice' : 'moneyBack');
  if (refunds.some((refund) => refund.method === 'query_first' && refund.amountFen > 0)) phrases.push('moneyToConfirm');
  if (refunds.some((refund) => refund.payeeType !== 'institution' && refund.amountFen > 0))
    phrases.push('moneyNotByUs');
  return phrases.length === 0 ? ['moneyNone'] : phrases;
}

/** The values of every placeholder. `money`, `fee` and `conditions` are sentences made of the others. */
export function variablesOf(assessment: Assessment, input: PolicyInput, fees: PolicyDecision['fees']): Variables {
  const { pack, order } = input;
  const isTxn = order.kind === 'acquiring_txn';
  const right = assessment.deadlines.find((deadline) => deadline.id === 'D2');
  const feeFen = fees.reduce((sum, fee) => sum + fee.amountFen, 0);
  const notByUs = sumOf(assessment.refunds.filter((refund) => refund.payeeType !== 'institution'));
  const { profile } = acquirerProfileFor(pack, isTxn ? order.acquirer : null);
  const cutoff = new Date(profile.cutoffMinute * MINUTE_MS).toISOString().slice(11, 16);
  const empty = same('');
  const base: Variables = {
    amount: same(formatAmount(paidByUsFen(assessment))),
    notByUsAmount: same(formatAmount(notByUs)),
    remaining: same(formatAmount(isTxn ? remainingFen(order, input.inFlightFen ?? 0) : 0)),
    captured: same(formatAmount(isTxn ? order.amountFen : 0)),
    feeTotal: same(formatAmount(feeFen)),
    feeListVersion: same(pack.feeList.version),
    dueDate: (right === undefined ? null : dueText(right)) ?? pack.phrases.noDueDate,
    rolledFrom: same(right?.rolledFrom ?? ''),
    day: dayText(assessment.dayNo) ?? pack.phrases.dayUnknown,
    windowDays: same(assessment.windowDays ?? ''),
    refundDays: same(pack.clocks.D8.length.unit === 'days' ? pack.clocks.D8.length.n : ''),
    cutoff: same(assessment.cutoffAt === null ? cutoff : clockTime(assessment.cutoffAt)),
    origin: isTxn ? empty : pack.names.origins[order.originChannel],
    buyer: pack.names.buyers[order.buyerType],
    usage: assessment.usage === null ? empty : pack.names.usages[assessment.usage],
    tender: isTxn ? pack.names.tenders[order.tender] : empty,
    caseCode: same(input.hasOpenCase?.caseCode ?? ''),
    turnover: same(formatAmount(pack.depositTurnoverFen ?? 0)),
    limit: same(formatAmount(pack.approval.supervisorLimitFen)),
    verdict: pack.names.results[assessment.result],
    conditions: empty,
    money: empty,
    fee: empty,
  };
  return {
    ...base,
    conditions: joined(assessment.conditions.map((code) => render(pack.phrases[code], base))),
    money: joined(moneyPhrases(assessment).map((code) => render(pack.phrases[code], base))),
    fee: render(feeFen > 0 ? pack.phrases.feeSome : pack.phrases.feeNone, base),
  };
}

/** A rule as a decision cites it. A loaded pack has every rule that it cites. */
function ruleOf(input: PolicyInput, ruleId: string): PolicyInput['pack']['rules'][number] {
  const found = input.pack.rules.find((rule) => rule.id === ruleId);
  if (found === undefined) throw new Error(`the policy pack cites a rule that it lacks: ${ruleId}`);
  return found;
}

function reasonText(input: PolicyInput, ruleId: string, text: Text, effect: Reason['effect']): Reason {
  const rule = ruleOf(input, ruleId);
  const cited = { ruleId, ruleVersion: rule.version, clause: rule.clause, text, effect, source: rule.source };
  return rule.disclosure === undefined ? cited : { ...cited, disclosure: rule.disclosure };
}

export function reasonsOf(assessment: Assessment, input: PolicyInput, variables: Variables): Reason[] {
  const found = assessment.findings.map((finding) => {
    const { ruleId, text } = input.pack.findings[finding.code];
    return reasonText(input, ruleId, render(text, variables), finding.effect);
  });
  const { routerFinding } = assessment;
  if (routerFinding === null) return found;
  const words = render(input.pack.routeReasons[routerFinding.reason], variables);
  return [...found, reasonText(input, 'R-01', words, routerFinding.effect)];
}

/** @rule L-23 */
export function legalBasisOf(assessment: Assessment, input: PolicyInput): PolicyDecision['legalBasis'] {
  const route = input.pack.routes[assessment.route];
  const ruleIds = input.order.buyerType === 'company' ? route.basisCompany : route.basis;
  return ruleIds.map((ruleId) => {
    const { version, clause } = ruleOf(input, ruleId);
    return { ruleId, ruleVersion: version, clause };
  });
}

export function refundsOf(assessment: Assessment, input: PolicyInput, variables: Variables): PolicyDecision['refunds'] {
  const { names, phrases, routeReasons } = input.pack;
  return assessment.refunds.map((refund) => {
    const why = render(routeReasons[refund.reason], variables);
    // How much goes back is ours to say only where we pay.
    const share = PAID_BY_US.has(refund.method) || refund.share === 'componentNone' ? refund.share : null;
    return {
      componentType: refund.componentType,
      name: names.components[refund.componentType],
      amountFen: refund.amountFen,
      method: refund.method,
      route: names.methods[refund.method],
      reason: share === null ? why : joined([render(phrases[share], variables), why]),
      payeeType: refund.payeeType,
      needs: refund.needs.map(({ field, present }) => ({ field, present, name: names.originalFields[field] })),
    };
  });
}

export function nextStepsOf(
  assessment: Assessment,
  input: PolicyInput,
  variables: Variables,
): PolicyDecision['nextSteps'] {
  const { pack } = input;
  const wePay = paidByUsFen(assessment) > 0 || assessment.refunds.some((refund) => refund.method === 'query_first');
  const othersHold = assessment.refunds.some((refund) => refund.payeeType !== 'institution' && refund.amountFen > 0);
  const steps = pack.routes[assessment.route].steps.filter((step) => wePay || !step.onlyIfWePay);
  return [...steps, ...(othersHold ? pack.stepsWhenOthersHold : [])].map((step) => {
    const deadline = assessment.deadlines.find(({ id }) => id === step.clock);
    return {
      who: step.who,
      what: render(step.what, variables),
      deadlineId: deadline?.id ?? null,
      by: deadline?.dueAt ?? null,
    };
  });
}
