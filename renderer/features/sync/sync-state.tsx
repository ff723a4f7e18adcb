import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';

/** How this desk stands to a hub: on its own, or how much waits and since when. */
export function SyncState(): ReactNode {
  const { t } = useTranslation('sync');
  const sync = useQuery(desk.work.sync.queryOptions({ refetchInterval: 15_000 })).data;
  if (sync === undefined) return null;
  return (
    <Link to="/sync" className="mute" style={{ whiteSpace: 'nowrap' }}>
      {t(`mode.${sync.mode}`)} · {t('waiting', { count: sync.mode === 'solo' ? 0 : sync.depth })}
    </Link>
  );
}
