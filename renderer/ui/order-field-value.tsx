import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { OrderView } from '../../contract/desk-api/orders.ts';
import { formatFen, formatInstant } from './format.ts';

type OrderField = OrderView['fields'][number];

/** A field of an order in the words and units people read; what is personal comes masked from the desk. */
export function OrderFieldValue({ field }: { readonly field: OrderField }): ReactNode {
  const { t } = useTranslation('terms');
  const { value, format, key } = field;
  if (value === null) return '—';
  if (format === 'enum') return t(`${key}.${value}`);
  if (typeof value === 'string') return value;
  if (format === 'money') return formatFen(value);
  if (format === 'instant') return formatInstant(value);
  if (format === 'bps') return `${(value / 100).toFixed(2)}%`;
  return String(value);
}
