import { useMutation } from '@tanstack/react-query';
import { Button, Switch } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '../../../contract/desk-api/people.ts';
import { desk, queryClient } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { newInitialPassword } from './initial-password.ts';
import type { ToldOnce } from './password-once.tsx';
import { isComplete, PasswordField, PersonFields, type PersonTyped } from './user-fields.tsx';

interface KnownPerson extends PersonTyped {
  readonly active: boolean;
}

interface Props {
  readonly user: UserView;
  onClose(): void;
  onReset(told: ToldOnce): void;
}

/** Name, place, roles and access of a known person, and a way back in for who forgot the password. */
export function EditUser({ user, onClose, onReset }: Props): ReactNode {
  const { t } = useTranslation('users');
  const draft = useDraft<KnownPerson | null>(`user:${user.userId}`, null);
  const update = useMutation(
    desk.users.update.mutationOptions({
      onSuccess: () => {
        draft.discard();
        void queryClient.invalidateQueries({ queryKey: desk.users.key() });
      },
    }),
  );
  if (!draft.loaded) return null;
  // As it is on record until something is typed, so that nobody saves an old copy.
  const onRecord: KnownPerson = {
    displayName: user.displayName,
    branchId: user.branchId,
    roles: user.roles,
    active: user.active,
  };
  const value = draft.value ?? onRecord;
  const change = (part: Partial<KnownPerson>): void => {
    update.reset();
    draft.setValue((old) => ({ ...(old ?? onRecord), ...part }));
  };
  return (
    <div className="card users-form">
      <form
        className="users-form"
        aria-label={t('form.edit', { name: user.displayName })}
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({ ...value, roles: [...value.roles], userId: user.userId });
        }}
      >
        <h2>
          {t('form.edit', { name: user.displayName })} <span className="mute">{user.login}</span>
        </h2>
        <PersonFields value={value} autoFocus onChange={change} />
        <label className="row">
          <Switch checked={value.active} onChange={(active) => change({ active })} />
          {t('form.active')}
        </label>
        {value.active ? null : <span className="mute">{t('form.inactiveHint')}</span>}
        <RefusalNotice error={update.error} />
        <div className="row">
          <Button
            type="primary"
            htmlType="submit"
            disabled={draft.value === null || !isComplete(value)}
            loading={update.isPending}
          >
            {t('form.save')}
          </Button>
          {draft.value === null ? null : <Button onClick={draft.discard}>{t('form.discard')}</Button>}
          <Button onClick={onClose}>{t('form.close')}</Button>
          <span className="mute" role="status">
            {draft.value === null ? (update.isSuccess ? t('form.saved') : '') : t('form.draft')}
          </span>
        </div>
      </form>
      <ResetPassword user={user} onReset={onReset} />
    </div>
  );
}

function ResetPassword({ user, onReset }: Pick<Props, 'user' | 'onReset'>): ReactNode {
  const { t } = useTranslation('users');
  const [password, setPassword] = useState(newInitialPassword);
  const reset = useMutation(
    desk.users.resetPassword.mutationOptions({
      gcTime: 0,
      onSuccess: ({ displayName, login }) => {
        onReset({ displayName, login, password });
        setPassword(newInitialPassword());
      },
    }),
  );
  return (
    <form
      className="users-form users-reset"
      aria-label={t('reset.title')}
      onSubmit={(event) => {
        event.preventDefault();
        reset.mutate({ userId: user.userId, password });
      }}
    >
      <h3 className="section-title">{t('reset.title')}</h3>
      <span className="mute">{t('reset.hint')}</span>
      <PasswordField label={t('reset.field')} value={password} onChange={setPassword} />
      <RefusalNotice error={reset.error} />
      <div>
        <Button danger htmlType="submit" disabled={password === ''} loading={reset.isPending}>
          {t('reset.do')}
        </Button>
      </div>
    </form>
  );
}
