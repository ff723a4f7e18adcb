import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../contract/desk-api/contacts.ts';
import { correctionOf, correctionsIn } from './correction.tsx';

function note(noteId: string, corrects: string | null, more: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    entryId: `entry-${noteId}`,
    at: 0,
    kind: 'NoteAdded',
    data: { noteId, text: '客户说店面六月到期，不再续租，要求退机退款', corrects },
    by: null,
    channel: null,
    status: 'confirmed',
    contactId: 'contact-1',
    caseId: null,
    ...more,
  };
}

describe('the correction of a note', () => {
  it('goes to the record on which the note stands, and says how the note begins', () => {
    const ofCall = correctionOf(note('a', null));
    const ofCase = correctionOf(note('a', null, { contactId: null, caseId: 'case-1' }));

    expect(ofCall).toEqual({
      noteId: 'a',
      words: '客户说店面六月到期，不再续租，要求退机退…',
      subject: { type: 'contact', contactId: 'contact-1' },
    });
    expect(ofCase?.subject).toEqual({ type: 'case', caseId: 'case-1' });
  });

  it('is offered of notes alone', () => {
    expect(correctionOf(note('a', null, { kind: 'CommunicationLogged' }))).toBeNull();
  });

  it('that came last is the one that counts', () => {
    const newestFirst = [note('d', 'c'), note('c', 'a'), note('b', 'a'), note('a', null)];

    expect([...correctionsIn(newestFirst)]).toEqual([
      ['c', 'd'],
      ['a', 'c'],
    ]);
  });
});
