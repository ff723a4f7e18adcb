import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { TaskView } from '../../../contract/desk-api/cases.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

interface Props {
  readonly task: TaskView;
  readonly colleagues: readonly {
    readonly userId: string;
    readonly displayName: string;
    readonly roles: readonly string[];
  }[];
}

/** Who does it: those of the task's role first, typed by name. */
export function TaskAssignee({ task, colleagues }: Props): ReactNode {
  const { t } = useTranslation('tasks');
  const cache = useQueryClient();
  const assign = useMutation(
    desk.tasks.assign.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: desk.tasks.key() }),
    }),
  );
  const [fit, others] = [true, false].map((wanted) =>
    colleagues.filter(({ roles }) => roles.includes(task.ownerRole) === wanted),
  );
  const known = colleagues.some(({ userId }) => userId === task.assignedTo?.userId);
  const options = [...(fit ?? []), ...(others ?? []), ...(known || task.assignedTo === null ? [] : [task.assignedTo])];
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
        value={task.assignedTo?.userId ?? null}
        options={options.map(({ userId, displayName }) => ({ value: userId, label: displayName }))}
        onChange={(userId: string | undefined) =>
          assign.mutate({ caseId: task.caseId, taskId: task.taskId, userId: userId ?? null })
        }
      />
      <RefusalNotice error={assign.error} />
    </>
  );
}
