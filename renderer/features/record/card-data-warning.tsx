import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useListed } from '../../ui/listed.ts';

/** Says which card data was masked before the words were kept, and what to do now (scenario 32); nothing where none was. */
export function CardDataWarning({
  kinds,
  inCall,
}: {
  readonly kinds: readonly string[];
  /** A recording may be running, which takes the card data in as well. */
  readonly inCall: boolean;
}): ReactNode {
  const { t } = useTranslation('record');
  const listed = useListed();
  if (kinds.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('cardDataRefused.title')}
      description={`${t('cardDataRefused.text', { kinds: listed(kinds.map((kind) => t(`cardData.${kind}`))) })}${
        inCall ? ` ${t('cardDataRefused.pause')}` : ''
      }`}
    />
  );
}
