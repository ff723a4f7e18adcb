import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Descriptions, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import { desk } from '../../app/query.ts';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { useListed } from '../../ui/listed.ts';
import { OrderFieldValue } from '../../ui/order-field.tsx';
import { Loaded } from '../../ui/states.tsx';

/** One order outside of a contact: what the provider's record says, what it said before, and its cases. */
export function OrderPage(): ReactNode {
  const { orderNo } = useParams({ strict: false }) as { orderNo: string };
  const order = useQuery(desk.orders.get.queryOptions({ input: { orderNo, contactId: null } }));
  return (
    <section className="page">
      <Loaded query={order}>{(view) => <OrderDetail order={view} />}</Loaded>
    </section>
  );
}

function OrderDetail({ order }: { readonly order: OrderView }): ReactNode {
  const { t } = useTranslation('order');
  const listed = useListed();
  const cases = [...(order.openCase === null ? [] : [order.openCase]), ...order.pastCases];
  return (
    <>
      <header>
        <h1>{order.orderNo}</h1>
        <Tag>{t(`terms:orderKind.${order.kind}`)}</Tag>
        <Tag>{t(`terms:orderStatus.${order.status}`)}</Tag>
        {order.flags.map((flag) => (
          <Tag key={flag} color="warning">
            {t(`flag.${flag}`)}
          </Tag>
        ))}
      </header>
      <div className="card">
        <Descriptions size="small" column={3}>
          {order.fields.map((field) => (
            <Descriptions.Item key={field.key} label={t(`field.${field.key}`)}>
              <OrderFieldValue field={field} order={order} contactId={null} />
            </Descriptions.Item>
          ))}
        </Descriptions>
      </div>
      {order.components.length === 0 ? null : (
        <section className="card">
          <h2 className="section-title">{t('components')}</h2>
          {order.components.map((component) => (
            <div key={`${component.type}-${component.amountFen}`} className="row">
              <span className="grow">{t(`terms:component.${component.type}`)}</span>
              <span className="mute">{t(`terms:payeeType.${component.payeeType}`)}</span>
              <b>{formatFen(component.amountFen)}</b>
            </div>
          ))}
        </section>
      )}
      <section className="card">
        <h2 className="section-title">{t('cases')}</h2>
        {cases.length === 0 ? <span className="mute">{t('noCases')}</span> : null}
        {cases.map((one) => (
          <div key={one.caseId}>
            <Link to="/cases/$caseId" params={{ caseId: one.caseId }}>
              {one.caseCode}
            </Link>{' '}
            · {t(`terms:caseStatus.${one.status}`)}
          </div>
        ))}
      </section>
      <section className="card">
        <h2 className="section-title">{t('observations')}</h2>
        {order.observations.map((one) => (
          <div key={one.observation} className="row">
            <b>{t('observation', { n: one.observation })}</b>
            <span className="mute">{formatInstant(one.observedAt)}</span>
            <span className="grow">
              {one.changed.length === 0
                ? t('first')
                : listed(one.changed.map((field) => t(`field.${field}`, { defaultValue: field })))}
            </span>
            <Tag>{t(`terms:orderStatus.${one.status}`)}</Tag>
            <span className="mute">{one.source}</span>
          </div>
        ))}
      </section>
    </>
  );
}
