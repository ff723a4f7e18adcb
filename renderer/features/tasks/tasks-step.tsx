import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseView, TaskView } from '../../../contract/desk-api/cases.ts';
import { TASK_KINDS } from '../../../domain/cases/events.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { Due } from '../../ui/due.tsx';
import { formatFen } from '../../ui/format.ts';
import { useListed } from '../../ui/listed.ts';
import { NextSteps } from '../../ui/next-steps.tsx';
import { isPaidByUs } from '../../ui/paid-by-us.ts';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import { TaskNextStep, TaskSubject } from './task-words.tsx';
import './tasks.css';

/** Step five: what has to be done because of the case, by whom and until when, in words a caller can be told. */
export function TasksStep(): ReactNode {
  const { t } = useTranslation('tasks');
  const { contactId, orderNo, goTo } = useWorkspace();
  const contact = useQuery(desk.contacts.get.queryOptions({ input: { contactId } }));
  const order = useQuery(
    desk.orders.get.queryOptions({ input: { orderNo: orderNo ?? '', contactId }, enabled: orderNo !== null }),
  );
  const ofOrder = order.data?.openCase?.caseId ?? order.data?.pastCases[0]?.caseId;
  const caseId = orderNo === null ? contact.data?.cases[0]?.caseId : ofOrder;
  const found = useQuery(
    desk.cases.get.queryOptions({ input: { caseId: caseId ?? '' }, enabled: caseId !== undefined }),
  );
  const waiting = orderNo === null ? contact : order;
  return (
    <StepLayout
      label={t('common:step.tasks')}
      footer={
        caseId === undefined && waiting.data !== undefined ? (
          <MainActionButton
            labelKey={orderNo === null ? 'tasks:toFind' : 'tasks:toFile'}
            action={() => goTo(orderNo === null ? 'find' : 'file')}
          />
        ) : (
          <MainActionButton labelKey="tasks:toWrapUp" action={() => goTo('wrap-up')} />
        )
      }
    >
      {caseId === undefined ? (
        <Loaded<unknown> query={waiting} rows={6}>
          {() => <EmptyState title={t('noCase.title')} hint={t('noCase.hint')} />}
        </Loaded>
      ) : (
        <Loaded query={found} rows={6}>
          {(view) => <CaseTasks view={view} />}
        </Loaded>
      )}
    </StepLayout>
  );
}

function CaseTasks({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('tasks');
  const open = view.tasks.filter((task) => task.status === 'open');
  const refundFen = open.reduce(
    (sum, { refund }) => (refund !== null && isPaidByUs(refund.method) ? sum + refund.amountFen : sum),
    0,
  );
  return (
    <div className="tasks">
      <section className="card tasks-case" aria-label={t('case')}>
        <div>
          <Link to="/cases/$caseId" params={{ caseId: view.caseId }} className="tasks-code">
            {view.caseCode}
          </Link>{' '}
          <Tag color="processing">{t(`terms:caseStatus.${view.status}`)}</Tag>
          {view.authority === 'pending' ? <Tag color="warning">{t('pending')}</Tag> : null}
          {view.chaserCount === 0 ? null : <Tag>{t('chasers', { count: view.chaserCount })}</Tag>}
          <div className="mute">
            {t('owner', { name: view.owner.displayName })} ·{' '}
            {t('approvals', { given: view.approvals.length, needed: view.approvalsNeeded })}
          </div>
        </div>
        <Due at={view.dueAt} clock={view.dueClock} />
      </section>
      <p className="tasks-say" role="status">
        {t(`status.${view.status}`, { materials: view.infoRequested?.message ?? '' })}
      </p>
      {TASK_KINDS.map((kind) => (
        <TaskGroup key={kind} kind={kind} tasks={open.filter((task) => task.kind === kind)} totalFen={refundFen} />
      ))}
      {open.length === 0 ? (
        <section className="card" aria-label={t('next')}>
          <h2 className="section-title">{t('next')}</h2>
          {view.decision === null ? <p>{t('intakeNext')}</p> : <NextSteps decision={view.decision} />}
        </section>
      ) : null}
      <Acts view={view} />
    </div>
  );
}

function TaskGroup({
  kind,
  tasks,
  totalFen,
}: {
  readonly kind: TaskView['kind'];
  readonly tasks: readonly TaskView[];
  readonly totalFen: number;
}): ReactNode {
  const { t } = useTranslation('tasks');
  if (tasks.length === 0) return null;
  const title = t(`terms:taskKind.${kind}`);
  return (
    <section className="card" aria-label={title}>
      <h2 className="section-title tasks-title">
        {title}
        {kind === 'refund' ? <span>{t('total', { amount: formatFen(totalFen) })}</span> : null}
      </h2>
      <ul className="tasks-list">
        {tasks.map((task) => (
          <li key={task.taskId}>
            <div className="grow">
              <TaskSubject task={task} />
              <div>
                → <TaskNextStep task={task} />
              </div>
            </div>
            <div className="tasks-who">
              {t(`terms:taskRole.${task.ownerRole}`)}
              {task.assignedTo === null ? null : ` · ${task.assignedTo.displayName}`}
            </div>
            <Due at={task.dueAt} clock={task.clock} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What I may do to the case now; it is done on its page. */
function Acts({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('tasks');
  const listed = useListed();
  const shown = view.acts.filter(({ act, allowed }) => allowed && DECISIVE.has(act));
  return (
    <p className="mute">
      {shown.length === 0 ? t('acts.none') : t('acts.some', { acts: listed(shown.map(({ act }) => t(`acts.${act}`))) })}{' '}
      <Link to="/cases/$caseId" params={{ caseId: view.caseId }}>
        {t('openCase')}
      </Link>
    </p>
  );
}

const DECISIVE: ReadonlySet<string> = new Set(['withdraw', 'request_info', 'receive_material', 'approve', 'reject']);
