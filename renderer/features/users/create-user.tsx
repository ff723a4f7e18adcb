import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, queryClient } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { newInitialPassword } from './initial-password.ts';
import type { ToldOnce } from './password-once.tsx';
import { isComplete, PasswordField, PersonFields, type PersonTyped } from './user-fields.tsx';

interface NewPerson extends PersonTyped {
  readonly login: string;
}
const BLANK: NewPerson = { displayName: '', branchId: '', roles: [], login: '' };

/** A new person with the password they sign in with once. */
export function CreateUser({ onClose, onCreated }: { onClose(): void; onCreated(told: ToldOnce): void }): ReactNode {
  const { t } = useTranslation('users');
  const draft = useDraft<NewPerson>('user:new', BLANK);
  const [password, setPassword] = useState(newInitialPassword);
  const create = useMutation(
    desk.users.create.mutationOptions({
      gcTime: 0,
      onSuccess: ({ displayName, login }) => {
        draft.discard();
        void queryClient.invalidateQueries({ queryKey: desk.users.key() });
        onCreated({ displayName, login, password });
      },
    }),
  );
  if (!draft.loaded) return null;
  const { value, setValue } = draft;
  const ready = isComplete(value) && value.login.trim() !== '' && password !== '';
  return (
    <form
      className="card users-form"
      aria-label={t('form.new')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) create.mutate({ ...value, roles: [...value.roles], login: value.login.trim(), password });
      }}
    >
      <h2>{t('form.new')}</h2>
      <PersonFields value={value} autoFocus onChange={(part) => setValue((old) => ({ ...old, ...part }))} />
      <label>
        <span className="label">{t('form.login')}</span>
        <Input
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          value={value.login}
          onChange={(event) => setValue((old) => ({ ...old, login: event.target.value }))}
        />
        <span className="mute">{t('form.loginHint')}</span>
      </label>
      <PasswordField label={t('form.password')} value={password} onChange={setPassword} />
      <RefusalNotice error={create.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={create.isPending}>
          {t('form.add')}
        </Button>
        <Button onClick={onClose}>{t('form.close')}</Button>
      </div>
    </form>
  );
}
