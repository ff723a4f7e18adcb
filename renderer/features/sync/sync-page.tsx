import { useQuery } from '@tanstack/react-query';
import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/states.tsx';

/** What "on its own" means, and how much is kept for a hub that may come. */
export function SyncPage(): ReactNode {
  const { t } = useTranslation('sync');
  const sync = useQuery(desk.work.sync.queryOptions());
  const info = useQuery(desk.system.info.queryOptions());
  return (
    <section className="page">
      <header>
        <h1>{t('title')}</h1>
      </header>
      <Loaded query={sync}>
        {(state) => (
          <div className="card">
            <p>{t(`explain.${state.mode}`)}</p>
            <Descriptions column={1} size="small" bordered>
              <Descriptions.Item label={t('modeLabel')}>{t(`mode.${state.mode}`)}</Descriptions.Item>
              <Descriptions.Item label={t('kept')}>{state.depth}</Descriptions.Item>
              <Descriptions.Item label={t('oldest')}>{formatInstant(state.oldestAt)}</Descriptions.Item>
              <Descriptions.Item label={t('version')}>{info.data?.appVersion ?? '—'}</Descriptions.Item>
              <Descriptions.Item label={t('host')}>
                {info.data === undefined ? '—' : t(`hostKind.${info.data.host}`)}
              </Descriptions.Item>
              <Descriptions.Item label={t('keys')}>
                {info.data === undefined ? '—' : t(`keyProtection.${info.data.keyProtection}`)}
              </Descriptions.Item>
            </Descriptions>
          </div>
        )}
      </Loaded>
    </section>
  );
}
