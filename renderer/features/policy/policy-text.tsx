import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';
import { clausesOf } from './matching.ts';

/** The text to read out before a cancellation is filed, clause by clause, large enough to read aloud from. */
export function PolicyText({ policy }: { readonly policy: PolicyView }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  const [copied, setCopied] = useState(false);
  const text = localized(policy.policyText);
  return (
    <div className="card policy-text">
      {policy.isSample ? <Alert type="warning" showIcon title={t('sampleHint')} /> : null}
      <div className="row">
        <h2 className="section-title grow">{t('readOut')}</h2>
        <Button
          size="small"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {t(copied ? 'copied' : 'copy')}
        </Button>
      </div>
      {clausesOf(text).map((clause) => (
        <p key={clause}>{clause}</p>
      ))}
    </div>
  );
}
