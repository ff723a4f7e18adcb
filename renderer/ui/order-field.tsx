import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { OrderView } from '../../contract/desk-api/orders.ts';
import type { REVEAL_FIELDS } from '../../contract/desk-api/people.ts';
import { formatFen, formatInstant } from './format.ts';
import { Masked } from './masked.tsx';

type Field = OrderView['fields'][number];
const PARTY_FIELDS = new Set(['personName', 'merchantName', 'mobile', 'idNo', 'address']);

/** Which words a coded field is shown in. */
const TERMS: Readonly<Record<string, string>> = {
  status: 'orderStatus',
  state: 'orderStatus',
  paymentStatus: 'paymentStatus',
  terminalStatus: 'terminalStatus',
  buyerType: 'buyerType',
  tender: 'tender',
  originChannel: 'origin',
  seller: 'seller',
  sellerType: 'seller',
  activatedBy: 'activatedBy',
  kind: 'orderKind',
};

/** The value of one field of an order in its format, with the eye where more can be shown. */
export function OrderFieldValue({
  field,
  order,
  contactId,
}: {
  readonly field: Field;
  readonly order: Pick<OrderView, 'orderNo' | 'party'>;
  readonly contactId: string | null;
}): ReactNode {
  const { t } = useTranslation('terms');
  const { value } = field;
  if (value === null || value === '') return <span>—</span>;
  if (field.format === 'money' && typeof value === 'number') return <span>{formatFen(value)}</span>;
  if (field.format === 'instant' && typeof value === 'number') return <span>{formatInstant(value)}</span>;
  if (field.format === 'bps' && typeof value === 'number') return <span>{(value / 100).toFixed(2)}%</span>;
  if (field.format === 'enum') return <span>{t(`${TERMS[field.key] ?? field.key}.${value}`)}</span>;
  if (field.reveal === null) return <span>{value}</span>;
  const reveal = field.reveal as (typeof REVEAL_FIELDS)[number];
  const record = PARTY_FIELDS.has(reveal)
    ? ({ type: 'party', partyId: order.party.partyId } as const)
    : ({ type: 'order', orderNo: order.orderNo } as const);
  return <Masked masked={String(value)} record={record} field={reveal} contactId={contactId} />;
}
