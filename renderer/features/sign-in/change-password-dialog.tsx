import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk, showSession } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

const FORM_ID = 'change-password';

interface Props {
  readonly open: boolean;
  /** After a reset: the dialog stays until the password is changed. */
  readonly mandatory: boolean;
  onClose(): void;
}

export function ChangePasswordDialog({ open, mandatory, onClose }: Props): ReactNode {
  const { t } = useTranslation('sign-in');
  const [form] = Form.useForm<{ current: string; next: string }>();
  const change = useMutation(
    desk.auth.changePassword.mutationOptions({
      onSuccess: (status) => {
        void showSession(status);
        form.resetFields();
        onClose();
      },
    }),
  );
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      getContainer="#root"
      open={open}
      title={t('change.title')}
      okText={t('change.ok')}
      cancelButtonProps={mandatory ? { style: { display: 'none' } } : {}}
      closable={!mandatory}
      mask={{ closable: false }}
      keyboard={!mandatory}
      confirmLoading={change.isPending}
      // The form's own button, though it stands outside of it: so that Enter in a field does it too.
      okButtonProps={{ htmlType: 'submit', form: FORM_ID }}
      onCancel={onClose}
    >
      {mandatory ? <p className="mute">{t('change.mandatory')}</p> : null}
      <Form
        id={FORM_ID}
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => change.mutate(values)}
      >
        <Form.Item name="current" label={t('change.current')} rules={required}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="next" label={t('change.next')} extra={t('passwordRule')} rules={required}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
      <RefusalNotice error={change.error} />
    </Modal>
  );
}
