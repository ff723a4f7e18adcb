import type { PolicyView } from '../../contract/desk-api/policy.ts';
import type { FeeItem, PolicyPack } from '../../domain/policy/pack.ts';
import { localDateOf } from '../../domain/policy/calendar.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

/** What screens show of a policy pack on the day of `at` (UTC ms): of the fees, those in force that day. @rule P-01 */
export function policyViewOf(pack: PolicyPack, at: UtcMs): PolicyView {
  const clauseOf = new Map(pack.rules.map((rule) => [rule.id, rule.clause]));
  return {
    packId: pack.id,
    packVersion: String(pack.version),
    isSample: pack.isSample,
    name: pack.name,
    feeListVersion: pack.feeList.version,
    effectiveFrom: pack.effectiveFrom,
    policyText: pack.policyText,
    reasons: pack.reasons.map((reason) => ({
      code: reason.code,
      name: reason.name,
      kinds: [...reason.orderKinds],
      measure: reason.recommendedMeasure,
      needsEvidence: reason.needsEvidence,
    })),
    feeItems: pack.feeList.items.filter((item) => isInForce(item, at)).map(feeItemOf),
    materials: pack.materials.map(({ id, name }) => ({ materialId: id, name })),
    dispositions: pack.dispositions.map(({ code, name, nextActionRequired }) => ({ code, name, nextActionRequired })),
    rejectionReasons: pack.rejectionReasons.map((reason) => ({
      code: reason.code,
      name: reason.name,
      // A loaded pack gives every rule it cites.
      clause: clauseOf.get(reason.ruleId) ?? reason.name,
      remedy: reason.remedy,
      appealRoute: reason.appealRoute,
      complaintRoute: reason.externalRoute,
    })),
    scripts: pack.scripts.map(({ id, state, orderKind, title, text, cautions }) => ({
      scriptId: id,
      state,
      orderKind,
      title,
      body: text,
      cautions: [...cautions],
    })),
    legalBasis: pack.rules.map(({ id, clause, disclosure, source }) => ({
      ruleId: id,
      title: clause,
      text: disclosure ?? clause,
      source: source.zh,
    })),
    channels: pack.directory.map(({ region, kind, name, value, hours }) => ({
      region,
      channel: kind,
      name,
      value,
      hours,
    })),
    licences: pack.licences.map(({ institution, licenceNo, validTo }) => ({
      name: institution.zh,
      licenceNo,
      validTo,
    })),
  };
}

function isInForce(item: FeeItem, at: UtcMs): boolean {
  const day = localDateOf(at);
  return item.effectiveFrom <= day && (item.effectiveTo === null || day <= item.effectiveTo);
}

/** A rate has no amount until it is known of what: null. */
function feeItemOf({ id, name, charge, paidTo, basis, publishedAt }: FeeItem): PolicyView['feeItems'][number] {
  const amountFen = charge.kind === 'amount' ? charge.amountFen : null;
  return { feeItemId: id, name, amountFen, paidTo, condition: basis, publishedAt };
}
