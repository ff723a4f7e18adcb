import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { SubjectRef, TimelineEntry } from '../../../contract/desk-api/contacts.ts';
import { EVIDENCE_KINDS } from '../../../domain/cases/shared-events.ts';
import { desk } from '../../app/query.ts';
import { useEvidenceName } from '../../ui/evidence-name.ts';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { useListed } from '../../ui/listed.ts';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { correctionOf, correctionsIn, NoteLinks, noteElementId, type Correction } from './correction.tsx';
import { EntryDetails } from './entry-details.tsx';

const GOOD = new Set(['VerificationLevelReached', 'CaseApproved', 'PartyUnlocked', 'MaterialReceived']);
const BAD = new Set([
  'VerificationSessionFailed',
  'PartyLocked',
  'CaseRejected',
  'CardDataRefused',
  'VerificationChallenged',
  'ContradictionFound',
]);

interface TimelineProps {
  readonly subject: SubjectRef;
  onCorrect(correction: Correction): void;
}

/** What happened, newest first, in words; what still waits for the network says so where it stands. */
export function Timeline({ subject, onCorrect }: TimelineProps): ReactNode {
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
        const corrections = correctionsIn(entries);
        return (
          <>
            <ol className="timeline">
              {entries.map((entry) => (
                <Entry
                  key={entry.entryId}
                  entry={entry}
                  correctedBy={corrections.get(String(entry.data['noteId'])) ?? null}
                  onCorrect={onCorrect}
                />
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
  componentType: 'component',
  method: 'method',
  taskKind: 'taskKind',
  purpose: 'purpose',
  followUpKind: 'followUpKind',
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

/** What an attached file is called; nothing for entries of another kind. */
function useNameOfFile(): (entry: TimelineEntry) => string {
  const nameOf = useEvidenceName();
  return ({ kind, data }) => {
    const ofFile = EVIDENCE_KINDS.find((each) => each === data['kind']);
    if (kind !== 'EvidenceAttached' || ofFile === undefined) return '';
    return nameOf({ kind: ofFile, title: typeof data['title'] === 'string' ? data['title'] : '' });
  };
}

interface EntryProps {
  readonly entry: TimelineEntry;
  readonly correctedBy: string | null;
  onCorrect(correction: Correction): void;
}

function Entry({ entry, correctedBy, onCorrect }: EntryProps): ReactNode {
  const { t, i18n } = useTranslation('record');
  const readable = useReadable();
  const nameOfFile = useNameOfFile();
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
  const values = { ...readable(entry.data), name: nameOfFile(entry) };
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
  const noteId = correctionOf(entry)?.noteId ?? null;
  return (
    <li className={tone} {...(noteId === null ? {} : { id: noteElementId(noteId), tabIndex: -1 })}>
      {i18n.exists(`record:${key}`) ? t(key, values) : entry.kind}
      {words === null || words === '' ? null : (
        <div className="words">{correctedBy === null ? words : <s>{words}</s>}</div>
      )}
      <EntryDetails entry={entry} />
      <NoteLinks entry={entry} correctedBy={correctedBy} onCorrect={onCorrect} />
      <small>
        {formatInstant(entry.at, 'short')}
        {entry.by === null ? '' : ` · ${entry.by.displayName}`}
        {entry.status === 'pending' ? ` · ${t('timeline.pending')}` : ''}
      </small>
    </li>
  );
}
