import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { formatInstant, useNow } from './format.ts';
import './due.css';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** When something is due and how long that is from now, marked when it is close or past. `clock` names the rule (`D8`). */
export function Due({ at, clock }: { readonly at: UtcMs | null; readonly clock: string | null }): ReactNode {
  const { t } = useTranslation('tasks');
  const now = useNow();
  const name = clock === null ? null : t(`terms:clock.${clock}`);
  if (at === null) return <span className="mute">{name ?? t('due.none')}</span>;
  const late = at <= now;
  const hours = Math.floor(Math.abs(at - now) / HOUR_MS);
  const span =
    hours >= DAY_HOURS
      ? t('due.days', { days: Math.floor(hours / DAY_HOURS), hours: hours % DAY_HOURS })
      : t('due.hours', { hours, minutes: Math.floor((Math.abs(at - now) % HOUR_MS) / 60_000) });
  const tone = late ? 'due-late' : hours < DAY_HOURS ? 'due-soon' : 'due-calm';
  return (
    <span className={`due ${tone}`}>
      <b>{t(late ? 'due.late' : 'due.left', { span })}</b>
      <span className="mute">
        {formatInstant(at)} {name}
      </span>
    </span>
  );
}
