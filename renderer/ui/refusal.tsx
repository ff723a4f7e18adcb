import { ORPCError } from '@orpc/client';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { formatFen, formatInstant } from './format.ts';
import { useListed } from './listed.ts';

/** The refusal inside an error from the desk, or null where the error is a fault. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof ORPCError) || error.code !== 'REFUSED') return null;
  return error.data as Refusal;
}

/** Values of a refusal as its sentence shows them: `…Fen` as money, `…At` and `…Until` as time. */
export function useReadableData(): (data: Refusal['data']) => Record<string, string> {
  const listed = useListed();
  return (data) =>
    Object.fromEntries(
      Object.entries(data).map(([key, value]) => {
        if (typeof value === 'number' && key.endsWith('Fen')) return [key, formatFen(value)];
        if (typeof value === 'number' && /(At|Until|By)$/.test(key)) return [key, formatInstant(value)];
        return [key, Array.isArray(value) ? listed(value.map(String)) : String(value ?? '')];
      }),
    );
}

export function useRefusalWords(): (error: unknown) => { what: string; instead: string } {
  const { t } = useTranslation('refusal');
  const readableData = useReadableData();
  return (error) => {
    const refusal = refusalOf(error);
    if (refusal === null) return { what: t('fault.what'), instead: t('fault.instead') };
    const values = readableData(refusal.data);
    return { what: t(`${refusal.code}.what`, values), instead: t(`${refusal.code}.instead`, values) };
  };
}

/** What was refused and what to do instead, in place, read out by screen readers. Nothing where there is no error. */
export function RefusalNotice({ error }: { readonly error: unknown }): ReactNode {
  const words = useRefusalWords();
  if (error === null || error === undefined) return null;
  const { what, instead } = words(error);
  return (
    <Alert
      type={refusalOf(error) === null ? 'error' : 'warning'}
      showIcon
      title={what}
      description={instead}
      role="alert"
    />
  );
}
