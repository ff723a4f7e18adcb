import { useMutation } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { EvidenceKind } from '../../../domain/cases/shared-events.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

interface Props {
  readonly contactId: string;
  readonly kind: EvidenceKind;
  readonly label: string;
  readonly evidenceId: string | null;
  onStored(evidenceId: string): void;
}

/** One file for one purpose. It is titled by what it is: a file's own name may be a person's. */
export function EvidenceUpload({ contactId, kind, label, evidenceId, onStored }: Props): ReactNode {
  const { t } = useTranslation('verify');
  const attach = useMutation(desk.evidence.attach.mutationOptions({ onSuccess: (item) => onStored(item.evidenceId) }));
  return (
    <div>
      <span className="label">{label}</span>
      <Upload
        showUploadList={false}
        accept="image/*,application/pdf"
        beforeUpload={(file) => {
          attach.mutate({ subject: { type: 'contact', contactId }, kind, title: label, file });
          return false;
        }}
      >
        <Button loading={attach.isPending}>
          {t(evidenceId === null ? 'upload.choose' : 'upload.replace')}
          <span className="visually-hidden">{label}</span>
        </Button>
      </Upload>
      {evidenceId === null ? null : <span className="vf-stored">✓ {t('upload.stored')}</span>}
      <RefusalNotice error={attach.error} />
    </div>
  );
}
