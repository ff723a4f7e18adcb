import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../../domain/kernel/units.ts';
import { formatInstant, useNow } from '../../ui/format.ts';

const SOON_MS = 4 * HOUR_MS;

/** An end that is exclusive (UTC ms), as people say it: midnight is 24:00 of the day that ends. @rule L-06 */
export function formatEnd(at: UtcMs, pattern: 'minute' | 'short' = 'minute'): string {
  if (formatInstant(at, 'clock') !== '00:00') return formatInstant(at, pattern);
  return formatInstant(at - 1, pattern).replace('23:59', '24:00');
}

/** How long in the two largest units, as a person says it; minutes are rounded down. */
function useDurationWords(): (milliseconds: number) => string {
  const { t } = useTranslation('cases');
  return (milliseconds) => {
    const days = Math.floor(milliseconds / DAY_MS);
    const hours = Math.floor((milliseconds % DAY_MS) / HOUR_MS);
    const minutes = Math.floor((milliseconds % HOUR_MS) / MINUTE_MS);
    if (days > 0) return t('duration.days', { days, hours });
    if (hours > 0) return t('duration.hours', { hours, minutes });
    return minutes > 0 ? t('duration.minutes', { minutes }) : t('duration.moment');
  };
}

/** What is left of a deadline, or by how much it was missed, in words as well as colour. */
export function DueWords({ dueAt }: { readonly dueAt: UtcMs }): ReactNode {
  const { t } = useTranslation('cases');
  const now = useNow();
  const words = useDurationWords();
  const left = dueAt - now;
  if (left <= 0) return <b className="case-late">{t('due.overdue', { duration: words(-left) })}</b>;
  return <span className={left < SOON_MS ? 'case-soon' : ''}>{t('due.left', { duration: words(left) })}</span>;
}

/** A deadline in two lines: what is left, then which clock ends when. */
export function Due({ dueAt, clock }: { readonly dueAt: UtcMs | null; readonly clock: string | null }): ReactNode {
  const { t } = useTranslation('cases');
  if (dueAt === null) return <span className="mute">{t('due.none')}</span>;
  return (
    <>
      <DueWords dueAt={dueAt} />
      <small>
        {formatEnd(dueAt, 'short')}
        {clock === null ? '' : ` · ${t(`terms:clock.${clock}`)}`}
      </small>
    </>
  );
}
