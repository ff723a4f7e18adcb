import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import type { EvidenceKind } from '../../../domain/cases/shared-events.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

interface Props {
  readonly subject: SubjectRef;
  readonly kind: EvidenceKind;
  /** What the file is for: its title on record. A file's own name may be a person's and is not kept. */
  readonly title: string;
  readonly evidenceId: string | null;
  onStored(evidenceId: string): void;
}

/** A small button that files one picture, PDF or, for something said, sound as evidence, and says whether there is one. */
export function AttachFile({ subject, kind, title, evidenceId, onStored }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const attach = useMutation(desk.evidence.attach.mutationOptions({ onSuccess: (item) => onStored(item.evidenceId) }));
  return (
    <span>
      <Upload
        showUploadList={false}
        accept={kind === 'recording' ? 'audio/*' : 'image/*,application/pdf'}
        beforeUpload={(file) => {
          attach.mutate({ subject, kind, title, file });
          return false;
        }}
      >
        <Button
          size="small"
          icon={<PaperClipOutlined />}
          loading={attach.isPending}
          aria-label={t('attach.for', { title })}
        >
          {t(evidenceId === null ? 'attach.add' : 'attach.replace')}
        </Button>
      </Upload>
      <RefusalNotice error={attach.error} />
    </span>
  );
}
