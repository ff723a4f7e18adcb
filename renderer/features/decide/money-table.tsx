import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { formatFen } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';

/** What comes back and by which way, and what it costs: published items of a named version only. @rule P-01 @rule R-01 */
export function MoneyTable({ decision }: { readonly decision: PolicyDecision }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const { refunds, fees } = decision;
  return (
    <section aria-label={t('money.title')}>
      <h3 className="section-title">{t('money.title')}</h3>
      <table className="dc-money">
        <thead>
          <tr>
            <th scope="col">{t('money.item')}</th>
            <th scope="col">{t('money.basis')}</th>
            <th scope="col">{t('money.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {refunds.map((refund, index) => (
            // The same sort of money can have been paid twice.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={`${refund.componentType}-${index}`}>
              <td>
                {t('money.back', { name: say(refund.name) })}
                <span className="mute"> · {say(refund.route)}</span>
                {refund.payeeType === 'institution' ? null : (
                  <div className="dc-warn">
                    {t('money.paidTo', { payee: t(`terms:payeeType.${refund.payeeType}`) })}
                  </div>
                )}
                {refund.needs.some((need) => !need.present) ? (
                  <div className="dc-warn">
                    {t('money.missing', {
                      fields: refund.needs
                        .filter((need) => !need.present)
                        .map((need) => say(need.name))
                        .join(t('separator')),
                    })}
                  </div>
                ) : null}
              </td>
              <td className="mute">
                {t(`terms:method.${refund.method}`)}：{say(refund.reason)}
              </td>
              <td>{formatFen(refund.amountFen)}</td>
            </tr>
          ))}
          {fees.map((fee) => (
            <tr key={fee.feeItemId}>
              <td>
                {say(fee.name)}
                {fee.paidTo === 'courier' ? <span className="mute"> · {t('money.toCourier')}</span> : null}
              </td>
              <td className="mute">
                {t('money.published', { version: fee.publishedVersion })} · {say(fee.basis)}
              </td>
              <td>{fee.amountFen === 0 && fee.paidTo === 'courier' ? '—' : formatFen(fee.amountFen)}</td>
            </tr>
          ))}
          {fees.length === 0 ? (
            <tr>
              <td>{t('money.noFee')}</td>
              <td className="mute">{t('money.published', { version: decision.feeListVersion })}</td>
              <td>{formatFen(0)}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  );
}
