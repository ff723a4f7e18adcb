import { useQuery } from '@tanstack/react-query';
import { Alert, Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/states.tsx';
import { SyncItems } from './sync-items.tsx';

type State = NonNullable<ReturnType<typeof useSync>['data']>;

function useSync() {
  return useQuery(desk.work.sync.queryOptions({ refetchInterval: 15_000 }));
}

/** How this desk stands to a hub, what waits for it, and what it did not take. */
export function SyncPage(): ReactNode {
  const { t } = useTranslation('sync');
  const sync = useSync();
  return (
    // What waits may be long and hold no button: the keyboard scrolls it all the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="page" tabIndex={0} aria-label={t('title')}>
      <header>
        <h1>{t('title')}</h1>
      </header>
      <Loaded query={sync}>
        {(state) => (
          <>
            <LineNotice state={state} />
            {state.mode === 'hub' ? <SyncItems /> : null}
            <div className="card">
              <p>{t(`explain.${state.mode}`)}</p>
              <Facts state={state} />
            </div>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** That the hub is not reached, or serves this desk no more; and what that means for work. */
function LineNotice({ state: { line, refused, depth } }: { readonly state: State }): ReactNode {
  const { t, i18n } = useTranslation('sync');
  if (line === 'offline')
    return <Alert type="info" showIcon title={t('offlineBanner', { count: depth })} role="status" />;
  if (line !== 'blocked') return null;
  const key = i18n.exists(`sync:blockedBy.${refused ?? ''}`) ? refused : 'other';
  return (
    <Alert
      type="error"
      showIcon
      title={t('blockedTitle')}
      description={t(`blockedBy.${key}`, { code: refused })}
      role="alert"
    />
  );
}

function Facts({ state }: { readonly state: State }): ReactNode {
  const { t } = useTranslation('sync');
  const info = useQuery(desk.system.info.queryOptions()).data;
  const { mode, line, filesWaiting, bytesWaiting } = state;
  const filesWords =
    filesWaiting === 0 ? t('filesNone') : t('filesWaiting', { files: filesWaiting, size: formatBytes(bytesWaiting) });
  const own = [
    { label: t('version'), value: info?.appVersion },
    { label: t('host'), value: info === undefined ? undefined : t(`hostKind.${info.host}`) },
    { label: t('keys'), value: info === undefined ? undefined : t(`keyProtection.${info.keyProtection}`) },
  ];
  const facts =
    mode === 'solo' || line === null
      ? [
          { label: t('modeLabel'), value: t(`mode.${mode}`) },
          { label: t('kept'), value: state.depth },
          { label: t('oldest'), value: formatInstant(state.oldestAt) },
        ]
      : [
          { label: t('modeLabel'), value: t(`mode.${mode}`) },
          { label: t('lineLabel'), value: t(`line.${line}`) },
          { label: t('depth'), value: state.depth },
          { label: t('oldest'), value: formatInstant(state.oldestAt) },
          { label: t('files'), value: filesWords },
          { label: t('rejected'), value: state.rejected },
          { label: t('parked'), value: state.parked },
          { label: t('quarantined'), value: state.quarantined },
          { label: t('inStep'), value: formatInstant(state.inStepAt) },
        ];
  return (
    <Descriptions column={1} size="small" bordered>
      {[...facts, ...own].map(({ label, value }) => (
        <Descriptions.Item key={label} label={label}>
          {value ?? '—'}
        </Descriptions.Item>
      ))}
    </Descriptions>
  );
}
