import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubjectRef, TimelineEntry } from '../../../contract/desk-api/contacts.ts';

/** The note that is to be corrected, where it stands, and how it begins. */
export interface Correction {
  readonly noteId: string;
  readonly subject: SubjectRef;
  readonly words: string;
}

/** The correction of a note as it stands in the timeline; null for what is no note. */
export function correctionOf({ kind, data, contactId, caseId }: TimelineEntry): Correction | null {
  const { noteId, text } = data;
  if (kind !== 'NoteAdded' || typeof noteId !== 'string' || typeof text !== 'string') return null;
  const words = text.length > 20 ? `${text.slice(0, 20)}…` : text;
  if (contactId !== null) return { noteId, words, subject: { type: 'contact', contactId } };
  return caseId === null ? null : { noteId, words, subject: { type: 'case', caseId } };
}

/** By which note each corrected note was corrected last. Entries come newest first. */
export function correctionsIn(entries: readonly TimelineEntry[]): ReadonlyMap<string, string> {
  const corrected = new Map<string, string>();
  for (const { data } of entries) {
    const { noteId, corrects } = data;
    if (typeof noteId === 'string' && typeof corrects === 'string' && !corrected.has(corrects)) {
      corrected.set(corrects, noteId);
    }
  }
  return corrected;
}

/** Where a note stands in the timeline. */
export function noteElementId(noteId: string): string {
  return `note-${noteId}`;
}

interface Props {
  readonly entry: TimelineEntry;
  /** The note that corrected this one. */
  readonly correctedBy: string | null;
  onCorrect(correction: Correction): void;
}

/** Under a note: what it corrects, what has corrected it, or the offer to correct it. */
export function NoteLinks({ entry, correctedBy, onCorrect }: Props): ReactNode {
  const { t } = useTranslation('record');
  const correction = correctionOf(entry);
  if (correction === null) return null;
  const { corrects } = entry.data;
  return (
    <div className="note-links">
      {typeof corrects === 'string' ? (
        <Button size="small" type="link" onClick={() => goToNote(corrects)}>
          {t('correction.corrects')}
        </Button>
      ) : null}
      {correctedBy === null ? (
        <Button size="small" type="link" onClick={() => onCorrect(correction)}>
          {t('correction.correct')}
          <span className="visually-hidden"> {correction.words}</span>
        </Button>
      ) : (
        <Button size="small" type="link" onClick={() => goToNote(correctedBy)}>
          {t('correction.corrected')}
        </Button>
      )}
    </div>
  );
}

function goToNote(noteId: string): void {
  const note = document.getElementById(noteElementId(noteId));
  note?.scrollIntoView({ block: 'nearest' });
  note?.focus({ preventScroll: true });
}
