import { Alert } from 'antd';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deskConnection } from '../client.ts';

/** Says so when the desk process is being restarted, and that nothing typed is lost. */
export function ConnectionBanner(): ReactNode {
  const { t } = useTranslation();
  const connection = deskConnection();
  const state = useSyncExternalStore(connection.onState, connection.state);
  if (state === 'connected' || state === 'connecting') return null;
  return <Alert banner type={state === 'lost' ? 'warning' : 'error'} title={t(`connection.${state}`)} role="status" />;
}
