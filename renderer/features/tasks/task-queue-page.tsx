import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '../../../contract/desk-api/cases.ts';
import { TASK_KINDS, TASK_ROLES, type TaskKind, type TaskRole } from '../../../domain/cases/events.ts';
import { desk } from '../../app/query.ts';
import { Due } from '../../ui/due.tsx';
import { formatCount } from '../../ui/format.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { ScrollTable, type Column } from '../../ui/scroll-table.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TaskAssignee } from './task-assignee.tsx';
import { TaskNotes } from './task-notes.tsx';
import { TaskNextStep, TaskSubject } from './task-words.tsx';
import './tasks.css';

/** A queue of refunds, device returns or unbindings: due first, assigned and noted in place. */
export function TaskQueuePage(): ReactNode {
  const { t } = useTranslation('tasks');
  const { kind } = useParams({ strict: false }) as { kind?: string };
  const known = TASK_KINDS.find((each) => each === kind);
  if (known === undefined) return <EmptyState title={t('unknownKind')} />;
  return <Queue key={known} kind={known} />;
}

function Queue({ kind }: { readonly kind: TaskKind }): ReactNode {
  const { t } = useTranslation('tasks');
  const [role, setRole] = useState<TaskRole | null>(null);
  const [mine, setMine] = useState(false);
  const tasks = useInfiniteQuery(
    desk.tasks.list.infiniteOptions({
      input: (cursor: string | null) => ({ kind, role, mine, cursor }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  const colleagues = useQuery(desk.contacts.colleagues.queryOptions());
  const rows = useMemo(() => tasks.data?.pages.flatMap((page) => page.rows) ?? [], [tasks.data]);
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const columns = useColumns(colleagues.data ?? [], {
    unfolded,
    toggle: (taskId) => setUnfolded((was) => (was === taskId ? null : taskId)),
  });
  const title = t(`terms:taskKind.${kind}`);
  const total = tasks.data?.pages[0]?.total ?? 0;
  return (
    <section className="page">
      <header>
        <h1>{t('queue', { kind: title })}</h1>
        <span className="mute" role="status">
          {t('count', { counted: formatCount(total) })}
        </span>
        <span className="grow" />
        <Select
          aria-label={t('role')}
          value={role ?? ''}
          options={[
            { value: '', label: t('anyRole') },
            ...TASK_ROLES.map((value) => ({ value, label: t(`terms:taskRole.${value}`) })),
          ]}
          onChange={(value: TaskRole | '') => setRole(value === '' ? null : value)}
        />
        <Checkbox checked={mine} onChange={(event) => setMine(event.target.checked)}>
          {t('mine')}
        </Checkbox>
      </header>
      <RefusalNotice error={colleagues.error} />
      <Loaded query={tasks} rows={8}>
        {() => (
          <>
            {rows.length === 0 ? (
              <EmptyState title={t('empty.title')} hint={t('empty.hint')} />
            ) : (
              <ScrollTable
                label={title}
                columns={columns}
                rows={rows}
                rowKey={(task) => task.taskId}
                isChosen={(task) => task.taskId === unfolded}
                renderBelow={(task) => (task.taskId === unfolded ? <TaskNotes task={task} /> : null)}
              />
            )}
            {tasks.hasNextPage ? (
              <Button loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
                {t('more', { shown: rows.length, total })}
              </Button>
            ) : null}
          </>
        )}
      </Loaded>
    </section>
  );
}

type Colleagues = readonly {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
}[];

interface Unfolding {
  readonly unfolded: string | null;
  toggle(taskId: string): void;
}

function useColumns(colleagues: Colleagues, { unfolded, toggle }: Unfolding): Column<TaskView>[] {
  const { t } = useTranslation('tasks');
  return [
    {
      key: 'due',
      title: t('column.due'),
      width: '190px',
      render: (task) => <Due at={task.dueAt} clock={task.clock} />,
    },
    {
      key: 'case',
      title: t('column.case'),
      width: '170px',
      render: (task) => (
        <>
          <Link to="/cases/$caseId" params={{ caseId: task.caseId }}>
            {task.caseCode}
          </Link>
          <div className="mute">{task.merchantMasked ?? task.personMasked ?? task.orderNo}</div>
        </>
      ),
    },
    { key: 'what', title: t('column.what'), width: '260px', render: (task) => <TaskSubject task={task} /> },
    { key: 'next', title: t('column.next'), render: (task) => <TaskNextStep task={task} /> },
    {
      key: 'role',
      title: t('column.role'),
      width: '70px',
      render: (task) => t(`terms:taskRole.${task.ownerRole}`),
    },
    {
      key: 'assigned',
      title: t('column.assigned'),
      width: '170px',
      render: (task) => <TaskAssignee task={task} colleagues={colleagues} />,
    },
    {
      key: 'notes',
      title: t('column.notes'),
      width: '76px',
      align: 'right',
      render: (task) => (
        <Button
          size="small"
          aria-expanded={task.taskId === unfolded}
          aria-label={t('notesOf', { code: task.caseCode, count: task.notes.length })}
          onClick={() => toggle(task.taskId)}
        >
          {task.notes.length}
        </Button>
      ),
    },
  ];
}
