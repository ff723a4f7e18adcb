import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { TaskView } from '../../../contract/desk-api/cases.ts';
import { desk } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';

/** What was done about a task so far, and a line for what comes. */
export function TaskNotes({ task }: { readonly task: TaskView }): ReactNode {
  const { t } = useTranslation('tasks');
  const cache = useQueryClient();
  const draft = useDraft(`task-note:${task.taskId}`, '');
  const add = useMutation(
    desk.tasks.note.mutationOptions({
      onSuccess: () => {
        draft.discard();
        void cache.invalidateQueries({ queryKey: desk.tasks.key() });
      },
    }),
  );
  const text = draft.value.trim();
  const submit = (): void => {
    if (text !== '') add.mutate({ caseId: task.caseId, taskId: task.taskId, text });
  };
  return (
    <div className="tasks-notes">
      <ul>
        {task.notes.map((note) => (
          <li key={note.noteId}>
            <span className="mute">
              {formatInstant(note.at, 'short')} {note.by.displayName}
            </span>{' '}
            {note.text}
          </li>
        ))}
      </ul>
      <div className="row">
        <Input
          aria-label={t('note.label', { code: task.caseCode })}
          placeholder={t('note.placeholder')}
          maxLength={4000}
          disabled={!draft.loaded}
          value={draft.value}
          onChange={(event) => draft.setValue(event.target.value)}
          onPressEnter={submit}
        />
        <Button disabled={text === ''} loading={add.isPending} onClick={submit}>
          {t('note.add')}
        </Button>
      </div>
      <RefusalNotice error={add.error ?? draft.saveError} />
    </div>
  );
}
