import { SafetyCertificateOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, queryClient } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

/** Recomputes both hash chains when asked, and says in words whether they hold. */
export function ChainCheck(): ReactNode {
  const { t } = useTranslation('audit');
  const verify = useMutation(
    desk.audit.verify.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: desk.audit.list.key() }),
    }),
  );
  const result = verify.data;
  return (
    <div className="audit-check">
      <Button icon={<SafetyCertificateOutlined />} loading={verify.isPending} onClick={() => verify.mutate(undefined)}>
        {t(verify.isPending ? 'verify.doing' : 'verify.do')}
      </Button>
      <div className="grow" role="status">
        {result === undefined ? null : result.ok ? (
          <Alert
            type="success"
            showIcon
            title={t('verify.ok', { audit: result.auditChecked, evidence: result.evidenceChecked })}
          />
        ) : (
          <Alert
            type="error"
            showIcon
            title={t(`verify.broken.${result.brokenChain ?? 'audit'}`, { seq: result.firstBrokenSeq })}
            description={t('verify.instead')}
          />
        )}
        <RefusalNotice error={verify.error} />
      </div>
    </div>
  );
}
