import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { usePreferences } from '../../app/preferences.tsx';

/** Before anybody is signed in, whose menu would have it: the other language, by its own name. */
export function OtherLanguage(): ReactNode {
  const { t } = useTranslation('sign-in');
  const { locale, change } = usePreferences();
  return (
    <Button type="text" onClick={() => change({ locale: locale === 'zh' ? 'en' : 'zh' })}>
      {t('otherLanguage')}
    </Button>
  );
}
