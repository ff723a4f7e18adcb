import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { formatFen } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { isPaidByUs } from '../../ui/paid-by-us.ts';
import { asksForConsent, type FilingDraft } from './filing-draft.ts';

interface Props {
  readonly order: OrderView;
  readonly decision: PolicyDecision;
  readonly draft: FilingDraft;
}

/** The side the customer may see at the counter: masked, with what it costs, what comes back and what they answered. */
export function CustomerCard({ order, decision, draft }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const asked = decision.fees.filter(asksForConsent);
  return (
    <section className="card filing-customer" aria-label={t('customer.label')}>
      <p className="mute">
        {order.party.merchantMasked ?? order.party.personMasked} · {order.orderNo}
      </p>
      <h2>{localized(decision.headline)}</h2>
      <p>{localized(decision.say)}</p>
      <dl>
        {asked.length === 0 ? (
          <div>
            <dt>{t('fees.title')}</dt>
            <dd>{t('fees.none')}</dd>
          </div>
        ) : null}
        {asked.map((fee) => (
          <div key={fee.feeItemId}>
            <dt>
              {localized(fee.name)} <span className="mute">{localized(fee.basis)}</span>
            </dt>
            <dd>
              <b>{formatFen(fee.amountFen)}</b>
              <span>{t(`customer.${draft.fees[fee.feeItemId]?.answer ?? 'open'}`)}</span>
            </dd>
          </div>
        ))}
        {decision.refunds
          .filter((refund) => refund.amountFen > 0 && isPaidByUs(refund.method))
          .map((refund) => (
            <div key={refund.componentType}>
              <dt>
                {t('customer.refund', { name: localized(refund.name) })}{' '}
                <span className="mute">{localized(refund.reason)}</span>
              </dt>
              <dd>
                <b>{formatFen(refund.amountFen)}</b>
              </dd>
            </div>
          ))}
      </dl>
      <p className="mute">{t('customer.rights')}</p>
    </section>
  );
}
