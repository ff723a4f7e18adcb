import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { AuthStatus } from '../../../contract/desk-api/auth.ts';
import { desk, showSession } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { OtherLanguage } from './other-language.tsx';
import './sign-in.css';

/** Name and password; on demo data also the demonstration's people, one click each. */
export function SignInPage({ demoAccounts }: { readonly demoAccounts: AuthStatus['demoAccounts'] }): ReactNode {
  const { t } = useTranslation('sign-in');
  const signIn = useMutation(
    desk.auth.signIn.mutationOptions({
      onSuccess: showSession,
    }),
  );
  return (
    <main className="signin">
      <div className="signin-card card">
        <header className="row">
          <h1 className="grow">{t('title')}</h1>
          <OtherLanguage />
        </header>
        <div className="mute">{t('subtitle')}</div>
        <Form
          layout="vertical"
          requiredMark={false}
          onFinish={(values: { login: string; password: string }) => signIn.mutate(values)}
        >
          <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('loginMissing') }]}>
            <Input autoFocus autoComplete="username" spellCheck={false} />
          </Form.Item>
          <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordMissing') }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
            {t('signIn')}
          </Button>
        </Form>
        <RefusalNotice error={signIn.error} />
        {demoAccounts.length === 0 ? null : (
          <section aria-labelledby="demo-title">
            <h2 id="demo-title" className="section-title">
              {t('demo')}
            </h2>
            <div className="signin-demo">
              {demoAccounts.map((account) => (
                <Button
                  key={account.login}
                  onClick={() => signIn.mutate({ login: account.login, password: account.password })}
                >
                  <span>{account.displayName}</span>
                  <span className="mute">{account.roles.map((role) => t(`common:role.${role}`)).join(' / ')}</span>
                </Button>
              ))}
            </div>
          </section>
        )}
      </div>
    </main>
  );
}
