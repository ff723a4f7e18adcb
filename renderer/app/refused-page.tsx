import { Alert, Button, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import '../features/sign-in/sign-in.css';
import { useReadableData } from '../ui/refusal.tsx';
import { usePreferences } from './preferences.tsx';

/** The desk's files could not be opened: why, what to do, and for a damaged file which backup can take its place. */
export function RefusedPage({ refusal }: { readonly refusal: Refusal }): ReactNode {
  const { t } = useTranslation(['opening', 'refusal', 'sign-in']);
  const { locale, change } = usePreferences();
  const values = useReadableData()(refusal.data);
  return (
    <main className="signin">
      <div className="signin-card card">
        <header className="row">
          <h1 className="grow">{t('opening:title')}</h1>
          <Button type="text" onClick={() => change({ locale: locale === 'zh' ? 'en' : 'zh' })}>
            {t('sign-in:otherLanguage')}
          </Button>
        </header>
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t(`refusal:${refusal.code}.what`, values)}
          description={t(`refusal:${refusal.code}.instead`, values)}
        />
        {'backup' in refusal.data ? <BackupToTake backup={refusal.data['backup'] ?? null} values={values} /> : null}
        <p className="mute">{t('opening:afterwards')}</p>
      </div>
    </main>
  );
}

function BackupToTake({
  backup,
  values,
}: {
  readonly backup: Refusal['data'][string];
  readonly values: Record<string, string>;
}): ReactNode {
  const { t } = useTranslation('opening');
  if (typeof backup !== 'string') return <p>{t('noBackup')}</p>;
  return (
    <section>
      <p>{t('backup', values)}</p>
      <Typography.Text code copyable>
        {`npm run desk -- backup restore ${backup}`}
      </Typography.Text>
    </section>
  );
}
