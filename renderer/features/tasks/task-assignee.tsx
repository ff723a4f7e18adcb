import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { TaskView } from '../../../contract/desk-api/cases.ts';
import { desk } from '../../app/query.ts';
import { useUser } from '../../app/session.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';

interface Props {
  readonly task: TaskView;
  readonly colleagues: readonly {
    readonly userId: string;
    readonly displayName: string;
    readonly roles: readonly string[];
  }[];
}

/** Who does it. A supervisor gives it to anybody of its role; who has that role takes it, or gives it back. */
export function TaskAssignee({ task, colleagues }: Props): ReactNode {
  const { t } = useTranslation('tasks');
  const user = useUser();
  const cache = useQueryClient();
  const assign = useMutation(
    desk.tasks.assign.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: desk.tasks.key() }),
    }),
  );
  const { assignedTo } = task;
  const fit = colleagues.filter(({ roles }) => roles.includes(task.ownerRole));
  const mayGive = user.roles.includes('supervisor');
  const choice = mayGive ? fit : fit.filter(({ userId }) => userId === user.userId);
  const mayTake = choice.length > 0 && (assignedTo === null || assignedTo.userId === user.userId);
  if (!mayGive && !mayTake) return <span className="mute">{assignedTo?.displayName ?? t('unassigned')}</span>;
  const known = choice.some(({ userId }) => userId === assignedTo?.userId);
  const options = [...choice, ...(known || assignedTo === null ? [] : [assignedTo])];
  return (
    <>
      <Select
        className="tasks-assignee"
        aria-label={t('assign', { code: task.caseCode })}
        placeholder={t('unassigned')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        disabled={task.status !== 'open'}
        loading={assign.isPending}
        value={assignedTo?.userId ?? null}
        options={options.map(({ userId, displayName }) => ({ value: userId, label: displayName }))}
        onChange={(userId: string | undefined) =>
          assign.mutate({ caseId: task.caseId, taskId: task.taskId, userId: userId ?? null })
        }
      />
      <RefusalNotice error={assign.error} />
    </>
  );
}
