import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../contract/desk-api/people.ts';
import { desk } from '../../app/query.ts';
import { useUser } from '../../app/session.tsx';
import { formatInstant } from '../../ui/format.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { BranchForm } from './branch-form.tsx';
import { CreateUser } from './create-user.tsx';
import { EditUser } from './edit-user.tsx';
import { PasswordOnce, type ToldOnce } from './password-once.tsx';
import './users.css';

type Panel = { readonly open: 'create' | 'branch' } | { readonly open: 'edit'; readonly userId: string };

/** Who may sign in at this desk, in which roles; an administrator's page. */
export function UsersPage(): ReactNode {
  const { t } = useTranslation('users');
  const users = useQuery(desk.users.list.queryOptions());
  const [panel, setPanel] = useState<Panel | null>(null);
  const [told, setTold] = useState<ToldOnce | null>(null);
  const edited = panel?.open === 'edit' ? users.data?.find((user) => user.userId === panel.userId) : undefined;
  const close = (): void => setPanel(null);
  return (
    <section className="page users-page">
      <header>
        <h1>{t('title')}</h1>
        <span className="mute grow">{t('hint')}</span>
        <Button onClick={() => setPanel({ open: 'branch' })}>{t('branch.create')}</Button>
        <Button type="primary" onClick={() => setPanel({ open: 'create' })}>
          {t('create')}
        </Button>
      </header>
      <div className={panel === null && told === null ? 'users-columns' : 'users-columns users-with-panel'}>
        <Loaded query={users} rows={8}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState title={t('empty')} />
            ) : (
              <div className="card users-list">
                <UserTable
                  users={all}
                  chosen={edited?.userId ?? null}
                  onChoose={(userId) => setPanel({ open: 'edit', userId })}
                />
              </div>
            )
          }
        </Loaded>
        <div className="users-panel">
          {told === null ? null : <PasswordOnce told={told} onDone={() => setTold(null)} />}
          {panel?.open === 'branch' ? <BranchForm onClose={close} /> : null}
          {panel?.open === 'create' ? (
            <CreateUser
              onClose={close}
              onCreated={(once) => {
                setTold(once);
                close();
              }}
            />
          ) : null}
          {edited === undefined ? null : (
            <EditUser key={edited.userId} user={edited} onClose={close} onReset={setTold} />
          )}
        </div>
      </div>
    </section>
  );
}

function UserTable({
  users,
  chosen,
  onChoose,
}: {
  readonly users: readonly UserView[];
  readonly chosen: string | null;
  onChoose(userId: string): void;
}): ReactNode {
  const { t } = useTranslation('users');
  const me = useUser();
  return (
    <ScrollTable
      label={t('list')}
      rowKey={({ userId }) => userId}
      rows={users}
      isChosen={(user) => user.userId === chosen}
      columns={[
        {
          key: 'name',
          title: t('column.name'),
          width: '170px',
          render: (user) => (
            <Button
              type="link"
              size="small"
              aria-current={user.userId === chosen}
              className="users-name"
              onClick={() => onChoose(user.userId)}
            >
              {user.displayName}
              {user.userId === me.userId ? t('you') : ''}
            </Button>
          ),
        },
        { key: 'login', title: t('column.login'), render: ({ login }) => login, width: '120px' },
        {
          key: 'roles',
          title: t('column.roles'),
          render: ({ roles }) => (
            <span className="users-roles">
              {roles.map((role) => (
                <Tag key={role}>{t(`common:role.${role}`)}</Tag>
              ))}
            </span>
          ),
        },
        { key: 'branch', title: t('column.branch'), render: ({ branchName }) => branchName, width: '130px' },
        {
          key: 'state',
          title: t('column.state'),
          width: '84px',
          render: ({ active }) => <Tag color={active ? 'success' : 'default'}>{t(active ? 'active' : 'inactive')}</Tag>,
        },
        {
          key: 'lastSignIn',
          title: t('column.lastSignIn'),
          width: '136px',
          render: ({ lastSignInAt }) => (lastSignInAt === null ? t('never') : formatInstant(lastSignInAt)),
        },
      ]}
    />
  );
}
