import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { TimelineEntry } from '../../../contract/desk-api/contacts.ts';
import { MINUTE_MS } from '../../../domain/kernel/units.ts';
import { desk } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';

/** What a line of the timeline says besides its words: how it ended, what was promised, what comes next, and when it was. */
export function EntryDetails({ entry: { data, at } }: { readonly entry: TimelineEntry }): ReactNode {
  const { t } = useTranslation('record');
  const dispositionName = useDispositionName();
  const { disposition, promise, promiseBy, nextAction, nextActionBy, isChaser, happenedAt } = data;
  const dated = (key: string, what: string, by: unknown): string =>
    typeof by === 'number' ? t(`detail.${key}By`, { what, by: formatInstant(by) }) : t(`detail.${key}`, { what });
  const details = [
    ...(typeof happenedAt === 'number' && at - happenedAt >= MINUTE_MS
      ? [t('detail.happenedAt', { at: formatInstant(happenedAt) })]
      : []),
    ...(isChaser === true ? [t('detail.chaser')] : []),
    ...(typeof disposition === 'string' ? [t('detail.disposition', { name: dispositionName(disposition) })] : []),
    ...(typeof promise === 'string' ? [dated('promise', promise, promiseBy)] : []),
    ...(typeof nextAction === 'string' ? [dated('nextAction', nextAction, nextActionBy)] : []),
  ];
  if (details.length === 0) return null;
  return (
    <ul className="timeline-details">
      {details.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}

function useDispositionName(): (code: string) => string {
  const say = useLocalized();
  const policy = useQuery(desk.policy.current.queryOptions({ staleTime: 60_000 }));
  return (code) => {
    const known = policy.data?.dispositions.find((each) => each.code === code);
    return known === undefined ? code : say(known.name);
  };
}
