import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Select, Upload } from 'antd';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceItem } from '../../../contract/desk-api/cases.ts';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { EVIDENCE_KINDS, type EvidenceKind } from '../../../domain/cases/shared-events.ts';
import { desk, queryClient } from '../../app/query.ts';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';

/** Files of this contact or case: each with its hash, stored encrypted, each look logged. */
export function EvidenceList({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  const [kind, setKind] = useState<EvidenceKind>('screenshot');
  const [viewing, setViewing] = useState<string | null>(null);
  const list = useQuery(desk.evidence.list.queryOptions({ input: { subject } }));
  const attach = useMutation(
    desk.evidence.attach.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: [['evidence']] }),
    }),
  );
  return (
    <div className="record-form">
      <label>
        <span className="label">{t('evidence.kind')}</span>
        <Select
          value={kind}
          onChange={setKind}
          options={EVIDENCE_KINDS.map((one) => ({ value: one, label: t(`terms:evidenceKind.${one}`) }))}
          style={{ width: '100%' }}
        />
      </label>
      <Upload.Dragger
        multiple
        showUploadList={false}
        beforeUpload={(file) => {
          attach.mutate({ subject, kind, title: file.name, file });
          return false;
        }}
      >
        <span>{attach.isPending ? t('evidence.storing') : t('evidence.drop')}</span>
        <div className="mute">{t('evidence.limits')}</div>
      </Upload.Dragger>
      <div aria-live="polite">{attach.data?.alreadyStored === true ? t('evidence.already') : ''}</div>
      <RefusalNotice error={attach.error} />
      <Loaded query={list} rows={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('evidence.empty')} />
          ) : (
            <div>
              {items.map((item) => (
                <EvidenceRow key={item.evidenceId} item={item} onView={() => setViewing(item.evidenceId)} />
              ))}
            </div>
          )
        }
      </Loaded>
      {viewing === null ? null : <EvidenceViewer evidenceId={viewing} onClose={() => setViewing(null)} />}
    </div>
  );
}

function EvidenceRow({ item, onView }: { readonly item: EvidenceItem; onView(): void }): ReactNode {
  const { t } = useTranslation('record');
  return (
    <div className="evidence-row">
      <span>
        {t(`terms:evidenceKind.${item.kind}`)} · {item.title}
      </span>
      <Button size="small" onClick={onView}>
        {t('evidence.view')}
      </Button>
      <small className="mute">
        {formatBytes(item.sizeBytes)} · {formatInstant(item.capturedAt, 'short')} · {item.capturedBy.displayName} ·
        SHA-256 {item.sha256.slice(0, 8)}…
      </small>
    </div>
  );
}

function EvidenceViewer({ evidenceId, onClose }: { readonly evidenceId: string; onClose(): void }): ReactNode {
  const { t } = useTranslation('record');
  const open = useQuery(
    desk.evidence.open.queryOptions({ input: { evidenceId }, gcTime: 0, staleTime: Number.POSITIVE_INFINITY }),
  );
  const url = useMemo(
    () =>
      open.data === undefined
        ? null
        : URL.createObjectURL(new Blob([open.data.file], { type: open.data.item.mediaType })),
    [open.data],
  );
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);
  const type = open.data?.item.mediaType ?? '';
  return (
    <Modal
      open
      getContainer="#root"
      footer={null}
      width={900}
      title={open.data?.item.title ?? t('evidence.view')}
      onCancel={onClose}
    >
      <Loaded query={open}>
        {({ item }) => (
          <>
            {url === null ? null : type.startsWith('image/') ? (
              <img src={url} alt={item.title} style={{ maxWidth: '100%', maxHeight: '68vh' }} />
            ) : type.startsWith('audio/') ? (
              // A recording of a call has no captions; its summary stands in the notes.
              // oxlint-disable-next-line jsx-a11y/media-has-caption
              <audio controls src={url} style={{ width: '100%' }} />
            ) : (
              <p>
                <a href={url} download={item.title}>
                  {t('evidence.saveCopy')}
                </a>
              </p>
            )}
            <p className="mute">
              SHA-256 {item.sha256} · {t('evidence.checked')}
            </p>
          </>
        )}
      </Loaded>
    </Modal>
  );
}
