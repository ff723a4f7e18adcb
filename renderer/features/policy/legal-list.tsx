import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';

/** Every rule a decision may cite: its number, what it says, and where that is written. */
export function LegalList({ rules }: { readonly rules: PolicyView['legalBasis'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <Table
      size="small"
      aria-label={t('tab.legal')}
      rowKey="ruleId"
      dataSource={rules}
      pagination={false}
      columns={[
        { title: t('legal.rule'), width: 84, render: (_, { ruleId }) => <b>{ruleId}</b> },
        {
          title: t('legal.clause'),
          render: (_, { title, text }) => (
            <>
              {localized(title)}
              {localized(text) === localized(title) ? null : <div className="mute">{localized(text)}</div>}
            </>
          ),
        },
        { title: t('legal.source'), dataIndex: 'source', width: '26%' },
      ]}
    />
  );
}
