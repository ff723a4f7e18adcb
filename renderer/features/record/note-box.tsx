import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { desk, queryClient } from '../../app/query.ts';
import { useShortcut } from '../../app/shortcuts.tsx';
import { formatInstant } from '../../ui/format.ts';
import { holdFocus } from '../../ui/hold-focus.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { CardDataWarning } from './card-data-warning.tsx';
import type { Correction } from './correction.tsx';
import { subjectKey } from './subject-key.ts';

interface Props {
  readonly subject: SubjectRef;
  /** The note that the next one corrects; null for a new note. */
  readonly correcting: Correction | null;
  /** How often somebody chose a note to correct: each time the hands are led here, where it is typed. */
  readonly calls: number;
  /** The correction was recorded, or given up. */
  onCorrected(): void;
}

/**
 * Typed words are on disk within a second; Ctrl+Enter makes a note of them, which nobody can change afterwards: a correction
 * is a note of its own, on the record where the old one stands.
 */
export function NoteBox({ subject, correcting, calls, onCorrected }: Props): ReactNode {
  const { t } = useTranslation('record');
  const draft = useDraft<string>(`note:${subjectKey(subject)}`, '');
  const field = useRef<TextAreaRef>(null);
  const add = useMutation(
    desk.contacts.note.mutationOptions({
      onSuccess: () => {
        draft.discard();
        if (correcting !== null) onCorrected();
        void queryClient.invalidateQueries({ queryKey: [['contacts', 'timeline']] });
      },
    }),
  );
  const wanted = useRef(false);
  const goThere = (): void => {
    const area = field.current?.resizableTextArea?.textArea;
    // What was typed before is still on its way from the disk: the focus follows it.
    wanted.current = !draft.loaded;
    if (area === undefined || !draft.loaded) return;
    area.focus();
    holdFocus(area);
  };
  useShortcut('f8', 'shortcut.note', goThere);
  useEffect(() => {
    if (draft.loaded && wanted.current) goThere();
  });
  useEffect(() => {
    if (calls > 0) goThere();
    // Each call leads here once.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [calls]);
  const record = (): void => {
    if (draft.value.trim() === '' || add.isPending) return;
    add.mutate({
      subject: correcting?.subject ?? subject,
      text: draft.value,
      corrects: correcting?.noteId ?? null,
    });
  };
  return (
    <div className="note-box">
      {correcting === null ? null : (
        <div className="note-correcting" role="status">
          {t('correction.of', { words: correcting.words })}
          <Button size="small" type="link" onClick={onCorrected}>
            {t('correction.giveUp')}
          </Button>
        </div>
      )}
      <Input.TextArea
        ref={field}
        aria-label={t('note.label')}
        placeholder={t('note.placeholder')}
        value={draft.value}
        disabled={!draft.loaded}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={4000}
        onChange={(event) => draft.setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.ctrlKey) return;
          event.preventDefault();
          event.stopPropagation();
          record();
        }}
      />
      <div className="note-foot">
        <span>
          {t('note.label')} <Kbd keys="F8" />
        </span>
        <span aria-live="polite">
          {draft.saveError !== null && draft.saveError !== undefined
            ? t('note.notSaved')
            : draft.value !== '' && draft.savedAt !== null
              ? t('note.saved', { time: formatInstant(draft.savedAt, 'time') })
              : ''}
        </span>
        <Button size="small" onClick={record} disabled={draft.value.trim() === ''} loading={add.isPending}>
          {t('note.record')} <Kbd keys="Ctrl ↵" />
        </Button>
      </div>
      <CardDataWarning kinds={add.data?.cardDataRefused ?? []} inCall={subject.type === 'contact'} />
      <RefusalNotice error={add.error} />
    </div>
  );
}
