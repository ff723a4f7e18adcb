import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseView, TaskView } from '../../../contract/desk-api/cases.ts';
import { formatFen } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Due } from './due.tsx';

/** What an approval set going: each task with who works it, until when, and the next step. @rule X08 */
export function CaseTasks({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <section aria-label={t('tasks.title')}>
      <h2 className="section-title">{t('tasks.title')}</h2>
      {view.tasks.length === 0 ? <p className="mute">{t('tasks.none')}</p> : null}
      <ul className="case-lines">
        {view.tasks.map((task) => (
          <TaskLine key={task.taskId} task={task} />
        ))}
      </ul>
    </section>
  );
}

function TaskLine({ task }: { readonly task: TaskView }): ReactNode {
  const { t } = useTranslation('cases');
  const say = useLocalized();
  const cancelled = task.status === 'cancelled';
  return (
    <li className={cancelled ? 'case-task case-cancelled' : 'case-task'}>
      <Tag>{t(`terms:taskKind.${task.kind}`)}</Tag>
      <span className="grow">
        {task.refund === null ? null : (
          <>
            {t(`terms:component.${task.refund.componentType}`)} <b>{formatFen(task.refund.amountFen)}</b> ·{' '}
            {t(`terms:method.${task.refund.method}`)} · {t(`terms:refundState.${task.refund.state}`)}
          </>
        )}
        {task.device === null ? null : (
          <>
            {t(`terms:deviceVariant.${task.device.variant}`)} · SN {task.device.snMasked}
          </>
        )}
        <small>
          {cancelled ? t('tasks.cancelled') : t(`next-step:${task.nextStep}`)}
          {task.refund?.state === 'blocked' && !cancelled ? ` · ${say(task.refund.reason)}` : ''}
        </small>
      </span>
      <span>
        {t(`terms:taskRole.${task.ownerRole}`)}
        <small>{task.assignedTo?.displayName ?? t('tasks.unassigned')}</small>
      </span>
      <span className="case-task-due">
        {cancelled ? null : task.dueAt === null && task.clock !== null ? (
          <span className="mute">{t('tasks.clockNotStarted', { clock: t(`terms:clock.${task.clock}`) })}</span>
        ) : (
          <Due dueAt={task.dueAt} clock={task.clock} />
        )}
      </span>
    </li>
  );
}
