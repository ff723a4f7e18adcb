import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';

/** Every rule a decision may cite: its number, what it says, and where that is written. */
export function LegalList({ rules }: { readonly rules: PolicyView['legalBasis'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <ScrollTable
      label={t('tab.legal')}
      rowKey={({ ruleId }) => ruleId}
      rows={rules}
      columns={[
        { key: 'rule', title: t('legal.rule'), width: '84px', render: ({ ruleId }) => <b>{ruleId}</b> },
        {
          key: 'clause',
          title: t('legal.clause'),
          render: ({ title, text }) => (
            <>
              {localized(title)}
              {localized(text) === localized(title) ? null : <div className="mute">{localized(text)}</div>}
            </>
          ),
        },
        { key: 'source', title: t('legal.source'), render: ({ source }) => source, width: '26%' },
      ]}
    />
  );
}
