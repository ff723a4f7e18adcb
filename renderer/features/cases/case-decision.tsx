import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';

const TONE = {
  cancellable: 'ok',
  cancellable_with_conditions: 'warn',
  not_cancellable: 'bad',
  query_first: 'warn',
  supervisor_exception: 'warn',
} as const satisfies Record<PolicyDecision['result'], string>;
const SIGN = { pass: '✓', fail: '✕', info: '→' } as const;

/** The decision as it was stored when the case was filed: verdict, why by which clause, and the record it can be checked by. */
export function CaseDecision({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  const say = useLocalized();
  const { decision } = view;
  if (decision === null) {
    return (
      <section className="case-verdict warn" aria-label={t('decision.title')}>
        <h2>{t('decision.none')}</h2>
        <p>{t('decision.noneHint')}</p>
      </section>
    );
  }
  return (
    <>
      <section className={`case-verdict ${TONE[decision.result]}`} aria-label={t('decision.title')}>
        <h2>{say(decision.headline)}</h2>
        <p>{say(decision.summary)}</p>
        <small>{say(decision.approval.why)}</small>
      </section>
      <section aria-label={t('decision.why')}>
        <h2 className="section-title">{t('decision.why')}</h2>
        <ul className="case-lines">
          {decision.reasons.map((reason, index) => (
            // One rule can speak twice, and its text alone is not unique either.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={`${reason.ruleId}-${index}`}>
              <span className={`case-sign ${reason.effect}`} aria-hidden="true">
                {SIGN[reason.effect]}
              </span>
              <span className="visually-hidden">{t(`decision.effect.${reason.effect}`)}</span>
              <span className="grow">{say(reason.text)}</span>
              <span className="mute case-source" title={say(reason.clause)}>
                {reason.ruleId} · {say(reason.source)}
              </span>
            </li>
          ))}
        </ul>
        <DecisionRecord decision={decision} />
      </section>
    </>
  );
}

function DecisionRecord({ decision }: { readonly decision: PolicyDecision }): ReactNode {
  const { t } = useTranslation('cases');
  const say = useLocalized();
  const rules = new Map(
    [...decision.legalBasis, ...decision.reasons].map((rule) => [
      rule.ruleId,
      { version: rule.ruleVersion, clause: rule.clause },
    ]),
  );
  return (
    <details className="case-record">
      <summary>
        {t('decision.record', {
          pack: decision.packId,
          version: decision.packVersion,
          fees: decision.feeListVersion,
          time: formatInstant(decision.evaluatedAt),
          rules: rules.size,
        })}
        {decision.isSample ? ` · ${t('decision.sample')}` : ''}
      </summary>
      <ul>
        {[...rules].map(([ruleId, { version, clause }]) => (
          <li key={ruleId}>
            <b>{t('decision.rule', { rule: ruleId, version })}</b> {say(clause)}
          </li>
        ))}
      </ul>
    </details>
  );
}
