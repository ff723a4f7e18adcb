import { DownOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangePasswordDialog } from '../../features/sign-in/change-password-dialog.tsx';
import { usePreferences } from '../preferences.tsx';
import { desk, leaveSession, showSession } from '../query.ts';
import { useUser } from '../session.tsx';
import { useShortcut } from '../shortcuts.tsx';

/** Who is signed in, in which roles; language, theme, counter mode, lock and sign-out. */
export function UserMenu(): ReactNode {
  const { t } = useTranslation();
  const user = useUser();
  const { locale, theme, counterMode, change } = usePreferences();
  const [changingPassword, setChangingPassword] = useState(user.mustChangePassword);
  const lock = useMutation(desk.auth.lock.mutationOptions({ onSuccess: showSession }));
  const signOut = useMutation(desk.auth.signOut.mutationOptions({ onSuccess: leaveSession }));
  useShortcut('ctrl+l', 'shortcut.lock', () => lock.mutate({}));

  const who = `${user.displayName} · ${user.roles.map((role) => t(`role.${role}`)).join(' / ')}`;
  const items: MenuProps['items'] = [
    { key: 'zh', label: t('language.zh'), disabled: locale === 'zh', onClick: () => change({ locale: 'zh' }) },
    { key: 'en', label: t('language.en'), disabled: locale === 'en', onClick: () => change({ locale: 'en' }) },
    { type: 'divider' },
    ...(['light', 'dark', 'system'] as const).map((choice) => ({
      key: choice,
      label: t(`theme.${choice}`),
      disabled: theme === choice,
      onClick: () => change({ theme: choice }),
    })),
    { type: 'divider' },
    {
      key: 'counter',
      label: t(counterMode ? 'counterMode.off' : 'counterMode.on'),
      onClick: () => change({ counterMode: !counterMode }),
    },
    { type: 'divider' },
    { key: 'password', label: t('user.changePassword'), onClick: () => setChangingPassword(true) },
    { key: 'lock', label: t('user.lock'), extra: 'Ctrl L', onClick: () => lock.mutate({}) },
    { key: 'signOut', label: t('user.signOut'), onClick: () => signOut.mutate({}) },
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} autoFocus>
        {/* The name it goes by contains the words on it, for those who speak to their computer. */}
        <Button type="text" aria-label={t('user.menu', { name: who })}>
          {who} <DownOutlined />
        </Button>
      </Dropdown>
      <ChangePasswordDialog
        open={changingPassword}
        mandatory={user.mustChangePassword}
        onClose={() => setChangingPassword(false)}
      />
    </>
  );
}
