import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { useLocalized } from '../../ui/localized.ts';

type Reason = PolicyDecision['reasons'][number];
const ICON = { pass: '✓', fail: '✕', info: '→' } as const satisfies Record<Reason['effect'], string>;

/** Why, line by line in plain words; the clause and where it stands open with Enter. */
export function ReasonsList({ decision }: { readonly decision: PolicyDecision }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  return (
    <section aria-label={t('why.title')}>
      <h3 className="section-title">{t('why.title')}</h3>
      <ul className="dc-why">
        {decision.reasons.map((reason, index) => (
          // One rule can speak twice, and its text alone is not unique either.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${reason.ruleId}-${index}`}>
            <details>
              <summary>
                <span className={`dc-sign ${reason.effect}`} aria-hidden="true">
                  {ICON[reason.effect]}
                </span>
                <span className="visually-hidden">{t(`why.effect.${reason.effect}`)}</span>
                <span className="grow">{say(reason.text)}</span>
                <span className="mute dc-rule">
                  {reason.ruleId} · {say(reason.source)}
                </span>
              </summary>
              <div className="dc-clause">
                {say(reason.clause)}
                {reason.disclosure === undefined ? null : <div>{say(reason.disclosure)}</div>}
                <div className="mute">{t('why.version', { rule: reason.ruleId, version: reason.ruleVersion })}</div>
              </div>
            </details>
          </li>
        ))}
      </ul>
      {decision.legalBasis.length === 0 ? null : (
        <details className="dc-basis">
          <summary>
            {t('why.legalBasis', { rules: decision.legalBasis.map((basis) => basis.ruleId).join(' · ') })}
          </summary>
          <ul>
            {decision.legalBasis.map((basis) => (
              <li key={basis.ruleId}>
                {basis.ruleId}：{say(basis.clause)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
