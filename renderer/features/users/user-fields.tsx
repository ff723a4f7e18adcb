import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../../../domain/kernel/actor.ts';
import { desk } from '../../app/query.ts';
import { newInitialPassword } from './initial-password.ts';

/** What is typed about a person, new or known. */
export interface PersonTyped {
  readonly displayName: string;
  readonly branchId: string;
  readonly roles: readonly Role[];
}

export function isComplete({ displayName, branchId, roles }: PersonTyped): boolean {
  return displayName.trim() !== '' && branchId !== '' && roles.length > 0;
}

/** Name, place and roles: the same for a new person and a known one. */
export function PersonFields({
  value,
  autoFocus,
  onChange,
}: {
  readonly value: PersonTyped;
  readonly autoFocus: boolean;
  onChange(part: Partial<PersonTyped>): void;
}): ReactNode {
  const { t } = useTranslation('users');
  const branches = useQuery(desk.users.branches.queryOptions());
  return (
    <>
      <label>
        <span className="label">{t('form.name')}</span>
        <Input
          autoFocus={autoFocus}
          maxLength={60}
          value={value.displayName}
          onChange={(event) => onChange({ displayName: event.target.value })}
        />
      </label>
      <label>
        <span className="label">{t('form.branch')}</span>
        <Select
          className="users-wide"
          loading={branches.isPending}
          value={value.branchId === '' ? null : value.branchId}
          onChange={(branchId) => onChange({ branchId: branchId ?? '' })}
          options={(branches.data ?? []).map(({ branchId, name }) => ({ value: branchId, label: name }))}
        />
      </label>
      <fieldset className="users-role-list">
        <legend className="label">{t('form.roles')}</legend>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            checked={value.roles.includes(role)}
            onChange={(event) =>
              onChange({
                roles: event.target.checked ? [...value.roles, role] : value.roles.filter((one) => one !== role),
              })
            }
          >
            {t(`common:role.${role}`)} <span className="mute">{t(`role.${role}`)}</span>
          </Checkbox>
        ))}
        <span className="mute">{t('form.rolesHint')}</span>
      </fieldset>
    </>
  );
}

/** A password to be told once: made up here, shown while it is chosen, never kept as a draft. */
export function PasswordField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  onChange(password: string): void;
}): ReactNode {
  const { t } = useTranslation('users');
  return (
    <div>
      <label>
        <span className="label">{label}</span>
        <span className="row">
          <Input
            className="users-password"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button onClick={() => onChange(newInitialPassword())}>{t('form.another')}</Button>
        </span>
      </label>
      <span className="mute">{t('form.passwordHint')}</span>
    </div>
  );
}
