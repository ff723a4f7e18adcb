import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';

/** Why a customer may cancel, and what is recommended to do about it. */
export function ReasonList({ reasons }: { readonly reasons: PolicyView['reasons'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <Table
      size="small"
      aria-label={t('tab.reasons')}
      rowKey="code"
      dataSource={reasons}
      pagination={false}
      columns={[
        { title: t('reason.name'), width: 190, render: (_, { name }) => <b>{localized(name)}</b> },
        { title: t('reason.measure'), render: (_, { measure }) => localized(measure) },
        {
          title: t('reason.for'),
          width: 230,
          render: (_, { kinds }) => kinds.map((kind) => <Tag key={kind}>{t(`terms:orderKind.${kind}`)}</Tag>),
        },
        {
          title: t('reason.needs'),
          width: 120,
          render: (_, { needsEvidence }) => t(needsEvidence ? 'reason.evidence' : 'reason.noEvidence'),
        },
      ]}
    />
  );
}
