import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, queryClient } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

/** A store or a team of agents that people belong to. */
export function BranchForm({ onClose }: { onClose(): void }): ReactNode {
  const { t } = useTranslation('users');
  const [name, setName] = useState('');
  const create = useMutation(
    desk.users.createBranch.mutationOptions({
      onSuccess: () => {
        setName('');
        void queryClient.invalidateQueries({ queryKey: desk.users.key() });
      },
    }),
  );
  return (
    <form
      className="card users-form"
      aria-label={t('branch.create')}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') create.mutate({ name: name.trim() });
      }}
    >
      <h2>{t('branch.create')}</h2>
      <label>
        <span className="label">{t('branch.name')}</span>
        <Input autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <RefusalNotice error={create.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={name.trim() === ''} loading={create.isPending}>
          {t('branch.add')}
        </Button>
        <Button onClick={onClose}>{t('form.close')}</Button>
        <span className="mute" role="status">
          {create.data === undefined ? '' : t('branch.added', { name: create.data.name })}
        </span>
      </div>
    </form>
  );
}
