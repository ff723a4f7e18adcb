import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { formatFen } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';

/** The published fee list in large type, with its version, and what a customer can hold us to. @rule P-01 */
export function FeeList({ policy }: { readonly policy: PolicyView }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  const routes = policy.channels.filter(({ channel }) => channel === 'hotline' || channel === 'regulator');
  return (
    <div className="fees-list">
      <h2>
        {t('fees.title')}
        <small>{t('fees.version', { version: policy.feeListVersion })}</small>
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('fees.item')}</th>
            <th scope="col">{t('fees.condition')}</th>
            <th scope="col" className="fees-amount">
              {t('fees.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {policy.feeItems.map((fee) => (
            <tr key={fee.feeItemId}>
              <th scope="row">
                {localized(fee.name)}
                <small>{t('fees.published', { date: fee.publishedAt })}</small>
              </th>
              <td>
                {localized(fee.condition)}
                {fee.paidTo === 'courier' ? <small>{t('fees.courierHint')}</small> : null}
              </td>
              <td className="fees-amount">
                <Amount fee={fee} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('fees.promise')}</p>
      <p>
        {t('fees.complain', {
          routes: routes.map(({ name, value }) => `${localized(name)} ${value}`).join(' · '),
        })}
      </p>
    </div>
  );
}

/** Nothing of a courier's price is ours to say, and a rate has no amount until it is known of what. */
function Amount({ fee }: { readonly fee: PolicyView['feeItems'][number] }): ReactNode {
  const { t } = useTranslation('policy');
  if (fee.paidTo === 'courier') return t('fees.courier');
  if (fee.amountFen === null) return t('fees.rate');
  return fee.amountFen === 0 ? <span className="fees-free">{t('fees.free')}</span> : formatFen(fee.amountFen);
}
