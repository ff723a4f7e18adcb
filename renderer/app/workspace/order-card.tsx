import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import { Loaded } from '../../ui/states.tsx';
import { OrderFieldValue } from '../../ui/order-field.tsx';
import { desk } from '../query.ts';

/** The order in hand in one line of at most five fields, with what must not be overlooked: flags, and a case under way. */
export function OrderCard({ orderNo, contactId }: { readonly orderNo: string; readonly contactId: string }): ReactNode {
  const { t } = useTranslation('workspace');
  const order = useQuery(desk.orders.get.queryOptions({ input: { orderNo, contactId } }));
  return (
    <section className="card ws-order" aria-label={t('order.label')}>
      <Loaded query={order} rows={1}>
        {(view) => <OrderLine order={view} contactId={contactId} />}
      </Loaded>
    </section>
  );
}

function OrderLine({ order, contactId }: { readonly order: OrderView; readonly contactId: string }): ReactNode {
  const { t } = useTranslation('workspace');
  const noted = order.openCase !== null || order.flags.length > 0;
  return (
    <>
      <dl className="ws-headline">
        <div>
          <dt className="label">{t(`terms:orderKind.${order.kind}`)}</dt>
          <dd>
            <Link to="/orders/$orderNo" params={{ orderNo: order.orderNo }}>
              {order.orderNo}
            </Link>
          </dd>
        </div>
        {order.headline.map((field) => (
          <div key={field.key}>
            <dt className="label">{t(`order:field.${field.key}`)}</dt>
            <dd>
              <OrderFieldValue field={field} order={order} contactId={contactId} />
            </dd>
          </div>
        ))}
      </dl>
      {noted ? (
        <div className="ws-flags">
          {order.openCase === null ? null : (
            <Link to="/cases/$caseId" params={{ caseId: order.openCase.caseId }}>
              {t('order.openCase', {
                code: order.openCase.caseCode,
                status: t(`terms:caseStatus.${order.openCase.status}`),
              })}
            </Link>
          )}
          {order.flags.map((flag) => (
            <Tag key={flag} color={flag === 'party_locked' ? 'error' : 'warning'}>
              {t(`order:flag.${flag}`)}
            </Tag>
          ))}
        </div>
      ) : null}
    </>
  );
}
