import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { SubjectRef, TimelineEntry } from '../../../contract/desk-api/contacts.ts';
import { desk } from '../../app/query.ts';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { useListed } from '../../ui/listed.ts';
import { EmptyState, Loaded } from '../../ui/states.tsx';

const GOOD = new Set(['VerificationLevelReached', 'CaseApproved', 'PartyUnlocked', 'MaterialReceived']);
const BAD = new Set([
  'VerificationSessionFailed',
  'PartyLocked',
  'CaseRejected',
  'CardDataRefused',
  'VerificationChallenged',
]);

/** What happened, newest first, in words; what still waits for the network says so where it stands. */
export function Timeline({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  const pages = useInfiniteQuery(
    desk.contacts.timeline.infiniteOptions({
      input: (cursor: string | null) => ({ subject, cursor }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
    }),
  );
  return (
    <Loaded query={pages}>
      {({ pages: all }) => {
        const entries = all.flatMap((page) => page.entries);
        if (entries.length === 0) return <EmptyState title={t('timeline.empty')} />;
        return (
          <>
            <ol className="timeline">
              {entries.map((entry) => (
                <Entry key={entry.entryId} entry={entry} />
              ))}
            </ol>
            {pages.hasNextPage ? (
              <Button size="small" block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('common:action.more')}
              </Button>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

/** Which terms namespace names the value of a field. */
const TERM_BY_FIELD: Readonly<Record<string, string>> = {
  channel: 'channel',
  direction: 'direction',
  element: 'element',
  level: 'level',
  status: 'orderStatus',
  type: 'communicationType',
  kind: 'evidenceKind',
  componentType: 'component',
  method: 'method',
  taskKind: 'taskKind',
  purpose: 'purpose',
};

/** Values as people read them: codes by their words, money and time by their formats. */
function useReadable(): (data: TimelineEntry['data']) => Record<string, string> {
  const { t, i18n } = useTranslation('terms');
  const listed = useListed();
  const word = (field: string, value: string): string => {
    const term = TERM_BY_FIELD[field];
    return term !== undefined && i18n.exists(`terms:${term}.${value}`) ? t(`${term}.${value}`) : value;
  };
  return (data) =>
    Object.fromEntries(
      Object.entries(data).map(([field, value]) => {
        if (typeof value === 'number' && field.endsWith('Fen')) return [field, formatFen(value)];
        if (typeof value === 'number' && /(At|By|Start|Until)$/.test(field)) return [field, formatInstant(value)];
        if (Array.isArray(value)) return [field, listed(value.map((one) => word(field, one)))];
        return [field, typeof value === 'string' ? word(field, value) : String(value ?? '')];
      }),
    );
}

function Entry({ entry }: { readonly entry: TimelineEntry }): ReactNode {
  const { t, i18n } = useTranslation('record');
  const readable = useReadable();
  const tone =
    entry.status === 'pending'
      ? 'pending'
      : GOOD.has(entry.kind)
        ? 'good'
        : BAD.has(entry.kind)
          ? 'bad'
          : entry.by === null
            ? ''
            : 'by-us';
  const values = readable(entry.data);
  // An element that did not match is never named, so the entry carries none.
  const kind =
    entry.kind === 'VerificationElementChecked' && entry.data['element'] === undefined
      ? 'VerificationElementUnmatched'
      : entry.kind;
  const key = `entry.${kind.replace('.', '_')}`;
  const words =
    typeof entry.data['text'] === 'string'
      ? entry.data['text']
      : typeof entry.data['summary'] === 'string'
        ? entry.data['summary']
        : null;
  return (
    <li className={tone}>
      {i18n.exists(`record:${key}`) ? t(key, values) : entry.kind}
      {words === null || words === '' ? null : <div className="words">{words}</div>}
      <small>
        {formatInstant(entry.at, 'short')}
        {entry.by === null ? '' : ` · ${entry.by.displayName}`}
        {entry.status === 'pending' ? ` · ${t('timeline.pending')}` : ''}
      </small>
    </li>
  );
}
