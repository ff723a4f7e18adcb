import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';

/** Why a customer may cancel, and what is recommended to do about it. */
export function ReasonList({ reasons }: { readonly reasons: PolicyView['reasons'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <ScrollTable
      label={t('tab.reasons')}
      rowKey={({ code }) => code}
      rows={reasons}
      columns={[
        { key: 'name', title: t('reason.name'), width: '190px', render: ({ name }) => <b>{localized(name)}</b> },
        { key: 'measure', title: t('reason.measure'), render: ({ measure }) => localized(measure) },
        {
          key: 'for',
          title: t('reason.for'),
          width: '230px',
          render: ({ kinds }) => kinds.map((kind) => <Tag key={kind}>{t(`terms:orderKind.${kind}`)}</Tag>),
        },
        {
          key: 'needs',
          title: t('reason.needs'),
          width: '120px',
          render: ({ needsEvidence }) => t(needsEvidence ? 'reason.evidence' : 'reason.noEvidence'),
        },
      ]}
    />
  );
}
