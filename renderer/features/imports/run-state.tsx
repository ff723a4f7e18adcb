import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ImportRun } from '../../../contract/desk-api/imports.ts';

const COLOUR = {
  running: 'processing',
  done: 'success',
  cancelled: 'default',
  failed: 'error',
  interrupted: 'warning',
} as const;

export function RunState({ state }: Pick<ImportRun, 'state'>): ReactNode {
  const { t } = useTranslation('imports');
  return <Tag color={COLOUR[state]}>{t(`state.${state}`)}</Tag>;
}
