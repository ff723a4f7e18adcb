import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Role } from '../../../domain/kernel/actor.ts';
import type { StartedChannel } from '../../features/contact/contact-starter.tsx';
import { formatCount } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { desk } from '../query.ts';
import { useUser } from '../session.tsx';

interface Item {
  readonly key: string;
  readonly to: string;
  readonly search?: Record<string, string>;
  readonly count?: number;
  readonly overdue?: number;
  readonly roles?: readonly Role[];
}

const FRONT: readonly Role[] = ['agent', 'clerk', 'supervisor'];

/** My work with its counts, the queues of my roles, what there is to know, and what an administrator keeps. */
export function SideNav({ onStart }: { readonly onStart: (channel: StartedChannel) => void }): ReactNode {
  const { t } = useTranslation();
  const user = useUser();
  const counts = useQuery(desk.work.counts.queryOptions({ refetchInterval: 30_000 })).data;
  const queue = (name: string): Pick<Item, 'count' | 'overdue'> => {
    const found = counts?.queues.find((one) => one.queue === name);
    return { count: found?.count ?? 0, overdue: found?.overdue ?? 0 };
  };
  const groups: readonly { readonly key: string | null; readonly items: readonly Item[] }[] = [
    {
      key: null,
      items: [
        { key: 'home', to: '/', count: counts?.currentContacts ?? 0, roles: FRONT },
        {
          key: 'callbacks',
          to: '/callbacks',
          count: counts?.callbacksDue ?? 0,
          overdue: counts?.callbacksOverdue ?? 0,
          roles: FRONT,
        },
        { key: 'mine', to: '/cases', search: { queue: 'mine' }, count: counts?.myCases ?? 0, roles: FRONT },
      ],
    },
    {
      key: 'queues',
      items: [
        {
          key: 'review',
          to: '/cases',
          search: { queue: 'review' },
          ...queue('review'),
          roles: ['supervisor', 'finance'],
        },
        { key: 'needs_info', to: '/cases', search: { queue: 'needs_info' }, ...queue('needs_info'), roles: FRONT },
        { key: 'intake_only', to: '/cases', search: { queue: 'intake_only' }, ...queue('intake_only'), roles: FRONT },
        { key: 'refund', to: '/tasks/refund', ...queue('refund'), roles: ['agent', 'supervisor', 'finance'] },
        {
          key: 'device_return',
          to: '/tasks/device_return',
          ...queue('device_return'),
          roles: ['agent', 'clerk', 'supervisor', 'warehouse'],
        },
        { key: 'unbind', to: '/tasks/unbind', ...queue('unbind'), roles: ['supervisor', 'warehouse'] },
        { key: 'all', to: '/cases', search: { queue: 'all' }, roles: ['supervisor', 'finance', 'auditor'] },
        { key: 'locks', to: '/locks', ...queue('locks'), roles: ['supervisor'] },
        { key: 'contradictions', to: '/contradictions', ...queue('contradictions'), roles: ['supervisor'] },
      ],
    },
    {
      key: 'knowledge',
      items: [
        { key: 'policy', to: '/policy' },
        { key: 'fees', to: '/fees' },
      ],
    },
    {
      key: 'manage',
      items: [
        { key: 'imports', to: '/imports', roles: ['admin', 'supervisor'] },
        { key: 'users', to: '/users', roles: ['admin'] },
        { key: 'audit', to: '/audit', roles: ['auditor', 'admin'] },
      ],
    },
  ];
  const mayUse = (item: Item): boolean =>
    item.roles === undefined || item.roles.some((role) => user.roles.includes(role));
  const mayStart = FRONT.some((role) => user.roles.includes(role));
  return (
    <nav className="sidenav" aria-label={t('nav.label')}>
      {groups.map(({ key, items }) => {
        const shown = items.filter(mayUse);
        if (shown.length === 0) return null;
        return (
          <div key={key ?? 'work'}>
            {key === null ? null : <h2>{t(`nav.${key}`)}</h2>}
            {shown.map((item) => (
              <Link
                key={item.key}
                to={item.to}
                search={item.search ?? {}}
                activeOptions={{ exact: true, includeSearch: item.search !== undefined }}
                activeProps={{ 'aria-current': 'page' }}
              >
                <span>{t(`nav.${item.key}`)}</span>
                <NavCount count={item.count} overdue={item.overdue} />
              </Link>
            ))}
          </div>
        );
      })}
      {mayStart ? (
        <div className="foot">
          <Button onClick={() => onStart('phone')}>
            {t('nav.newCall')} <Kbd keys="F2" />
          </Button>
          <Button onClick={() => onStart('walk_in')}>
            {t('nav.walkIn')} <Kbd keys="F3" />
          </Button>
        </div>
      ) : null}
    </nav>
  );
}

function NavCount({
  count,
  overdue,
}: {
  readonly count: number | undefined;
  readonly overdue: number | undefined;
}): ReactNode {
  const { t } = useTranslation();
  if (count === undefined) return null;
  if (overdue !== undefined && overdue > 0) {
    return (
      <span>
        <span className="late">{t('nav.overdue', { counted: formatCount(overdue) })}</span> · {formatCount(count)}
      </span>
    );
  }
  return count === 0 ? null : <span className="mute">{formatCount(count)}</span>;
}
