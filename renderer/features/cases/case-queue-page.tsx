import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Select, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_QUEUES } from '../../../contract/desk-api/cases.ts';
import type { OrderKind } from '../../../domain/orders/order.ts';
import { desk } from '../../app/query.ts';
import { formatCount } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { CaseTable } from './case-table.tsx';
import './cases.css';

type Queue = (typeof CASE_QUEUES)[number];
const KINDS = ['terminal_application', 'acquiring_txn'] as const satisfies readonly OrderKind[];

/** One queue of cases, in the order the desk gives them, a page at a time as one goes down it. */
export function CaseQueuePage(): ReactNode {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const asked = (useSearch({ strict: false }) as { queue?: string }).queue;
  const queue: Queue = CASE_QUEUES.find((one) => one === asked) ?? 'mine';
  const [orderKind, setOrderKind] = useState<OrderKind | null>(null);
  const [overdueOnly, setOverdueOnly] = useState(false);
  const list = useInfiniteQuery(
    desk.cases.list.infiniteOptions({
      input: (cursor: string | null) => ({ queue, orderKind, overdueOnly, cursor }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next ?? undefined,
      refetchInterval: 60_000,
    }),
  );
  const filtered = orderKind !== null || overdueOnly;
  return (
    <section className="page case-queue">
      <header>
        <h1>{t(`queue.${queue}.title`)}</h1>
        <span className="mute" aria-live="polite">
          {list.data === undefined ? '' : t('queue.total', { counted: formatCount(list.data.pages[0]?.total ?? 0) })}
        </span>
      </header>
      <div className="row case-filters">
        <Segmented
          aria-label={t('queue.choose')}
          value={queue}
          onChange={(next) => void navigate({ to: '/cases', search: { queue: next } })}
          options={CASE_QUEUES.map((one) => ({ value: one, label: t(`queue.${one}.short`) }))}
        />
        <Select<OrderKind | 'any'>
          aria-label={t('filter.kind')}
          value={orderKind ?? 'any'}
          onChange={(next) => setOrderKind(next === 'any' ? null : next)}
          options={[
            { value: 'any' as const, label: t('filter.anyKind') },
            ...KINDS.map((kind) => ({ value: kind, label: t(`terms:orderKind.${kind}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        <label className="row">
          <Switch size="small" checked={overdueOnly} onChange={setOverdueOnly} />
          {t('filter.overdueOnly')}
        </label>
        <span className="mute case-keys">
          <Kbd keys="↑ ↓" /> {t('queue.move')} <Kbd keys="↵" /> {t('queue.open')}
        </span>
      </div>
      <Loaded query={list} rows={10}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          if (rows.length === 0)
            return (
              <EmptyState
                title={t(filtered ? 'queue.emptyFiltered' : `queue.${queue}.empty`)}
                hint={t(filtered ? 'queue.emptyFilteredHint' : 'queue.emptyHint')}
              />
            );
          return (
            <CaseTable
              key={`${queue}:${orderKind ?? ''}:${String(overdueOnly)}`}
              label={t(`queue.${queue}.title`)}
              rows={rows}
              total={data.pages[0]?.total ?? rows.length}
              loadingMore={list.isFetchingNextPage}
              onNearEnd={() => {
                if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
              }}
              onOpen={(caseId) => void navigate({ to: '/cases/$caseId', params: { caseId } })}
            />
          );
        }}
      </Loaded>
    </section>
  );
}
