import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseStatus } from '../../../domain/cases/events.ts';

const COLOURS: Readonly<Partial<Record<CaseStatus, string>>> = {
  approved: 'success',
  executing: 'success',
  completed: 'success',
  needs_info: 'warning',
  intake_only: 'warning',
  rejected: 'error',
  rejected_final: 'error',
  exception: 'error',
};

/** The state of a case in its word, coloured by whether it goes well, waits or was refused. */
export function StatusTag({ status }: { readonly status: CaseStatus }): ReactNode {
  const { t } = useTranslation('terms');
  return <Tag color={COLOURS[status] ?? 'default'}>{t(`caseStatus.${status}`)}</Tag>;
}
