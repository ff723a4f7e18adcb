import { UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Upload } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyChange } from '../../../contract/desk-api/policy.ts';
import { desk, queryClient } from '../../app/query.ts';
import { useLocalized } from '../../ui/localized.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

/** An administrator chooses the file of a pack, sees what it would change, and installs it for good (B47). */
export function InstallPack(): ReactNode {
  const { t } = useTranslation('policy');
  const [body, setBody] = useState<string | null>(null);
  const check = useMutation(desk.policy.check.mutationOptions());
  const install = useMutation(
    desk.policy.install.mutationOptions({
      onSuccess: () => {
        setBody(null);
        check.reset();
        void queryClient.invalidateQueries({ queryKey: desk.policy.key() });
      },
    }),
  );
  const choose = async (file: File): Promise<void> => {
    install.reset();
    const text = await file.text();
    setBody(text);
    check.mutate({ body: text });
  };
  const forget = (): void => {
    setBody(null);
    check.reset();
    install.reset();
  };
  return (
    <section className="policy-install" aria-label={t('install.title')}>
      <Upload
        accept=".json,application/json"
        multiple={false}
        showUploadList={false}
        beforeUpload={(file) => {
          void choose(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined />} loading={check.isPending}>
          {t('install.choose')}
        </Button>
      </Upload>
      <RefusalNotice error={install.error ?? check.error} />
      {install.data === undefined ? null : (
        <Alert type="success" showIcon role="status" title={<Change change={install.data} lead="installed" />} />
      )}
      {check.data === undefined || body === null ? null : (
        <div className="card" role="group" aria-label={t('install.wouldChange')}>
          <p>
            <Change change={check.data} lead="wouldInstall" />
          </p>
          <p className="mute">{t('install.forGood')}</p>
          <div className="row">
            <Button type="primary" autoFocus loading={install.isPending} onClick={() => install.mutate({ body })}>
              {t('install.confirm')}
            </Button>
            <Button onClick={forget}>{t('install.forget')}</Button>
          </div>
        </div>
      )}
    </section>
  );
}

/** Which pack, and from when it counts instead of which. */
function Change({
  change,
  lead,
}: {
  readonly change: PolicyChange;
  readonly lead: 'wouldInstall' | 'installed';
}): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  const { packId, packVersion, feeListVersion, inForceFrom, current } = change;
  return (
    <>
      {t(`install.${lead}`, { name: localized(change.name), id: packId, version: packVersion, fees: feeListVersion })}{' '}
      {inForceFrom === null ? (
        <b>{t('install.never')}</b>
      ) : (
        t('install.from', { day: inForceFrom, id: current?.packId ?? '—', version: current?.packVersion ?? '—' })
      )}
      {change.isSample ? ` ${t('install.isSample')}` : ''}
    </>
  );
}
