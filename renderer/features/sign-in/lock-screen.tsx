import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { SignedInUser } from '../../../contract/desk-api/auth.ts';
import { desk, leaveSession, showSession } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import './sign-in.css';

/** Covers everything; the password brings back the screen exactly as it was left. */
export function LockScreen({ user }: { readonly user: SignedInUser }): ReactNode {
  const { t } = useTranslation('sign-in');
  const unlock = useMutation(desk.auth.unlock.mutationOptions({ onSuccess: showSession }));
  const signOut = useMutation(desk.auth.signOut.mutationOptions({ onSuccess: leaveSession }));
  return (
    <div className="lock-screen" role="dialog" aria-modal="true" aria-labelledby="lock-title">
      <div className="signin-card card">
        <h1 id="lock-title">{t('locked.title')}</h1>
        <div className="mute">{t('locked.why', { name: user.displayName })}</div>
        <Form layout="vertical" requiredMark={false} onFinish={(values: { password: string }) => unlock.mutate(values)}>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordMissing') }]}>
            <Input.Password autoFocus autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={unlock.isPending}>
            {t('locked.unlock')}
          </Button>
        </Form>
        <RefusalNotice error={unlock.error} />
        <div className="signin-foot">
          <Button type="link" onClick={() => signOut.mutate({})}>
            {t('locked.other')}
          </Button>
        </div>
      </div>
    </div>
  );
}
