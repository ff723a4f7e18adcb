import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { formatAge, useNow } from '../../ui/format.ts';

const DOTS = { online: 'success', offline: 'warning', blocked: 'error' } as const;

/** How this desk stands to a hub: on its own, or on the line or off it, how much waits and since when, and what was not taken. */
export function SyncState(): ReactNode {
  const { t, i18n } = useTranslation('sync');
  const now = useNow();
  const sync = useQuery(desk.work.sync.queryOptions({ refetchInterval: 15_000 })).data;
  if (sync === undefined) return null;
  const { mode, line, depth, oldestAt, rejected, parked } = sync;
  const words =
    mode === 'solo' || line === null
      ? [t(`mode.${mode}`), t('waiting', { count: 0 })]
      : [
          t(`line.${line}`),
          depth === 0 || oldestAt === null
            ? t('waiting', { count: depth })
            : t('waitingSince', { count: depth, age: formatAge(Math.max(0, now - oldestAt), i18n.language) }),
          ...(rejected === 0 ? [] : [t('rejectedShort', { count: rejected })]),
          ...(parked === 0 ? [] : [t('parkedShort', { count: parked })]),
        ];
  return (
    <Link to="/sync" className="mute" style={{ whiteSpace: 'nowrap' }}>
      {line === null ? null : <Badge status={rejected > 0 ? 'error' : DOTS[line]} />} {words.join(' · ')}
    </Link>
  );
}
