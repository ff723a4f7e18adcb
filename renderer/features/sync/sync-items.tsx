import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { NoteTarget, SyncItemView } from '../../../contract/desk-api/people.ts';
import { desk } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { RefusalNotice, useReadableData } from '../../ui/refusal.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { useCommandName } from '../../ui/command-name.ts';
import './sync.css';

const COLOURS = { waiting: 'processing', rejected: 'error', parked: 'warning' } as const;

/** Everything that the hub has not accepted: why, what was typed, and where it can be kept. */
export function SyncItems(): ReactNode {
  const { t } = useTranslation('sync');
  const items = useQuery(desk.work.syncItems.queryOptions({ refetchInterval: 15_000 }));
  return (
    <section className="card sync-items" aria-label={t('items.title')}>
      <h2>{t('items.title')}</h2>
      <Loaded query={items}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t('items.none')} hint={t('items.noneHint')} />
          ) : (
            <ul>
              {all.map((item) => (
                <SyncItem key={item.commandId} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function SyncItem({ item }: { readonly item: SyncItemView }): ReactNode {
  const { t } = useTranslation('sync');
  const nameOf = useCommandName();
  const queryClient = useQueryClient();
  const onSuccess = (): Promise<void> => queryClient.invalidateQueries({ queryKey: desk.work.key() });
  const keep = useMutation(desk.work.keepAsNote.mutationOptions({ onSuccess }));
  const putAway = useMutation(desk.work.putAway.mutationOptions({ onSuccess }));
  const isBusy = keep.isPending || putAway.isPending;
  const { commandId, keepOn, state } = item;
  return (
    <li>
      <div className="row">
        <Tag color={COLOURS[state]}>{t(`items.${state}`)}</Tag>
        <strong>{nameOf(item.type)}</strong>
        {item.central && state === 'waiting' ? <Tag>{t('items.central')}</Tag> : null}
        <span className="mute">{t('items.by', { name: item.by.displayName, at: formatInstant(item.createdAt) })}</span>
      </div>
      <Why item={item} />
      {item.typed === null ? null : (
        <blockquote>
          <span className="mute">{t('items.typed')}</span>
          <p>{item.typed}</p>
        </blockquote>
      )}
      {state === 'waiting' ? null : (
        <div className="row">
          {keepOn === null ? null : (
            <Button
              type="primary"
              loading={keep.isPending}
              disabled={isBusy}
              onClick={() => keep.mutate({ commandId, on: keepOn })}
            >
              <KeepWords on={keepOn} />
            </Button>
          )}
          <Button loading={putAway.isPending} disabled={isBusy} onClick={() => putAway.mutate({ commandId })}>
            {t('items.putAway')}
          </Button>
        </div>
      )}
      <RefusalNotice error={keep.error ?? putAway.error} />
    </li>
  );
}

function KeepWords({ on }: { readonly on: NoteTarget }): ReactNode {
  const { t } = useTranslation('sync');
  return on.kind === 'case' ? t('items.keepOnCase', { code: on.caseCode }) : t('items.keepOnContact');
}

/** Why it was not taken, in the words of the refusal, and what to do instead. */
function Why({ item: { refusal, parkedBecause } }: { readonly item: SyncItemView }): ReactNode {
  const { t, i18n } = useTranslation(['sync', 'refusal']);
  const readableData = useReadableData();
  if (parkedBecause !== null) {
    const key = i18n.exists(`sync:parkedBecause.${parkedBecause}`) ? parkedBecause : 'failed';
    return <p>{t(`parkedBecause.${key}`)}</p>;
  }
  if (refusal === null) return null;
  const { code } = refusal;
  if (!i18n.exists(`refusal:${code}.what`)) return <p>{t('unknownRefusal', { code })}</p>;
  const values = readableData(refusal.data);
  return (
    <p>
      {t(`refusal:${code}.what`, values)} <span className="mute">{t(`refusal:${code}.instead`, values)}</span>
    </p>
  );
}
