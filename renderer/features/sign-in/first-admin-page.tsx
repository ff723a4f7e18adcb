import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk, showSession } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { OtherLanguage } from './other-language.tsx';
import './sign-in.css';

interface FirstAdmin {
  readonly branchName: string;
  readonly displayName: string;
  readonly login: string;
  readonly password: string;
}

/** An empty desk has nobody: the first person administers, and signs everyone else up. */
export function FirstAdminPage(): ReactNode {
  const { t } = useTranslation('sign-in');
  const create = useMutation(
    desk.auth.createFirstAdmin.mutationOptions({
      onSuccess: showSession,
    }),
  );
  const required = [{ required: true, message: t('required') }];
  return (
    <main className="signin">
      <div className="signin-card card">
        <header className="row">
          <h1 className="grow">{t('firstAdmin.title')}</h1>
          <OtherLanguage />
        </header>
        <div className="mute">{t('firstAdmin.why')}</div>
        <Form layout="vertical" requiredMark={false} onFinish={(values: FirstAdmin) => create.mutate(values)}>
          <Form.Item name="branchName" label={t('firstAdmin.branch')} rules={required}>
            <Input autoFocus />
          </Form.Item>
          <Form.Item name="displayName" label={t('firstAdmin.name')} rules={required}>
            <Input autoComplete="name" />
          </Form.Item>
          <Form.Item name="login" label={t('login')} rules={required}>
            <Input autoComplete="username" spellCheck={false} />
          </Form.Item>
          <Form.Item name="password" label={t('password')} extra={t('passwordRule')} rules={required}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={create.isPending}>
            {t('firstAdmin.create')}
          </Button>
        </Form>
        <RefusalNotice error={create.error} />
      </div>
    </main>
  );
}
