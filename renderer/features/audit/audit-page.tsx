import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AUDIT_ACTS } from '../../../contract/desk-api/people.ts';
import { desk } from '../../app/query.ts';
import { PageButtons, useCursorPages } from '../../ui/cursor-pages.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { AuditTable } from './audit-table.tsx';
import { ChainCheck } from './chain-check.tsx';
import './audit.css';

const ANY = '';

/** Who did what, when and why: a page of the log at a time, newest first, and whether its chain still holds. @rule V-12 */
export function AuditPage(): ReactNode {
  const { t } = useTranslation('audit');
  const [act, setAct] = useState<string | null>(null);
  const [userId, setUserId] = useState<string | null>(null);
  const pages = useCursorPages();
  const people = useQuery(desk.audit.people.queryOptions());
  const list = useQuery(
    desk.audit.list.queryOptions({
      input: { act, userId, cursor: pages.cursor },
      placeholderData: keepPreviousData,
    }),
  );
  const filter = (next: { readonly act: string | null; readonly userId: string | null }): void => {
    setAct(next.act);
    setUserId(next.userId);
    pages.restart();
  };
  const filtered = act !== null || userId !== null;
  return (
    <section className="page audit-page">
      <header>
        <h1>{t('title')}</h1>
        <span className="mute">{t('hint')}</span>
      </header>
      <ChainCheck />
      <div className="row">
        <Select
          autoFocus
          className="audit-filter"
          aria-label={t('filter.act')}
          showSearch={{ optionFilterProp: 'label' }}
          value={act ?? ANY}
          onChange={(next) => filter({ act: next === ANY ? null : next, userId })}
          options={[
            { value: ANY, label: t('filter.anyAct') },
            ...AUDIT_ACTS.map((one) => ({ value: one as string, label: t(`auditAct.${one}`) })),
          ]}
        />
        <Select
          className="audit-filter"
          aria-label={t('filter.person')}
          showSearch={{ optionFilterProp: 'label' }}
          loading={people.isPending}
          value={userId ?? ANY}
          onChange={(next) => filter({ act, userId: next === ANY ? null : next })}
          options={[
            { value: ANY, label: t('filter.anyPerson') },
            ...(people.data ?? []).map((one) => ({ value: one.userId, label: one.displayName })),
          ]}
        />
        {filtered ? (
          <Button type="link" onClick={() => filter({ act: null, userId: null })}>
            {t('filter.clear')}
          </Button>
        ) : null}
        <span className="grow" />
        <span className="mute" aria-live="polite">
          {list.data === undefined ? '' : t('total', { count: list.data.total })}
        </span>
        <PageButtons pages={pages} next={list.isPlaceholderData ? undefined : list.data?.next} />
      </div>
      <Loaded query={list} rows={10}>
        {({ entries }) =>
          entries.length === 0 ? (
            <EmptyState title={t('empty')} hint={t('emptyHint')} />
          ) : (
            <div className="card audit-list">
              <AuditTable entries={entries} people={people.data ?? []} />
            </div>
          )
        }
      </Loaded>
    </section>
  );
}
