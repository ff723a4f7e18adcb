import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HubLine, SearchHit } from '../../contract/desk-api/orders.ts';
import { desk } from '../app/query.ts';
import { formatInstant } from './format.ts';
import { RefusalNotice } from './refusal.tsx';
import './hub-lines.css';

/** The hub is asked once somebody has stopped typing for so long. */
const TYPED_MS = 350;

interface Props {
  /** What was looked up here, and found nothing. */
  readonly text: string;
  onChoose(hit: SearchHit): void;
}

/** What the hub has beyond this desk, where nothing was found here. A line is fetched when it is chosen, and stays. */
export function HubLines({ text, onChoose }: Props): ReactNode {
  const { t } = useTranslation('search');
  const asked = useSettled(text.trim());
  const found = useQuery(
    desk.orders.searchAtHub.queryOptions({ input: { text: asked }, enabled: asked !== '', gcTime: 0, retry: false }),
  );
  const open = useMutation(desk.orders.openFromHub.mutationOptions({ onSuccess: onChoose }));
  const state = found.data?.state;
  if (asked === '' || state === 'solo' || state === 'no_identifier') return null;
  const lines = found.data?.lines ?? [];
  return (
    <section className="hub-lines" aria-label={t('hub.title')} aria-busy={found.isFetching}>
      <p className="mute" role="status">
        {found.isFetching ? t('hub.asking') : state === 'offline' ? t('hub.offline') : null}
        {state !== 'asked' ? null : lines.length === 0 ? t('hub.none') : t('hub.found', { count: lines.length })}
      </p>
      {lines.length === 0 ? null : (
        <ul>
          {lines.map((line) => (
            <li key={line.orderNo}>
              <button type="button" disabled={open.isPending} onClick={() => open.mutate({ orderNo: line.orderNo })}>
                <LineWords line={line} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <RefusalNotice error={found.error ?? open.error} />
    </section>
  );
}

function LineWords({ line }: { readonly line: HubLine }): ReactNode {
  const { t } = useTranslation('terms');
  return (
    <>
      <b>{line.orderNo}</b>
      <span>{line.merchantMasked ?? line.personMasked ?? '—'}</span>
      <span className="mute">
        {[
          t(`orderKind.${line.kind}`),
          t(`orderStatus.${line.status}`),
          formatInstant(line.orderedAt, 'day'),
          ...(line.openCaseCode === null ? [] : [line.openCaseCode]),
        ].join(' · ')}
      </span>
    </>
  );
}

/** The text, once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled === text ? settled : '';
}
