import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { desk, queryClient } from '../../app/query.ts';
import { useShortcut } from '../../app/shortcuts.tsx';
import { formatInstant } from '../../ui/format.ts';
import { holdFocus } from '../../ui/hold-focus.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useListed } from '../../ui/listed.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';

export function subjectKey(subject: SubjectRef): string {
  return subject.type === 'contact' ? `contact:${subject.contactId}` : `case:${subject.caseId}`;
}

/** Typed words are on disk within a second; Ctrl+Enter makes a note of them, which nobody can change afterwards. */
export function NoteBox({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  const listed = useListed();
  const draft = useDraft<string>(`note:${subjectKey(subject)}`, '');
  const field = useRef<TextAreaRef>(null);
  const add = useMutation(
    desk.contacts.note.mutationOptions({
      onSuccess: () => {
        draft.discard();
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
  const record = (): void => {
    if (draft.value.trim() !== '' && !add.isPending) add.mutate({ subject, text: draft.value, corrects: null });
  };
  return (
    <div className="note-box">
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
      {(add.data?.cardDataRefused.length ?? 0) > 0 ? (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('note.cardData.title')}
          description={t('note.cardData.text', {
            kinds: listed((add.data?.cardDataRefused ?? []).map((kind) => t(`cardData.${kind}`))),
          })}
        />
      ) : null}
      <RefusalNotice error={add.error} />
    </div>
  );
}
