import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Upload } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceItem } from '../../../contract/desk-api/cases.ts';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { EVIDENCE_KINDS, type EvidenceKind } from '../../../domain/cases/shared-events.ts';
import { desk, queryClient } from '../../app/query.ts';
import { useEvidenceName } from '../../ui/evidence-name.ts';
import { EvidenceViewer } from '../../ui/evidence-viewer.tsx';
import { formatBytes, formatInstant } from '../../ui/format.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';

/**
 * Files of this contact, or of this case and the contacts about it: each with its hash, stored encrypted, each look logged. A file is
 * titled by its kind or by what is typed; its own name may be a person's and goes nowhere.
 */
export function EvidenceList({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  const [kind, setKind] = useState<EvidenceKind>('screenshot');
  const [typed, setTyped] = useState('');
  const [viewing, setViewing] = useState<string | null>(null);
  const list = useQuery(desk.evidence.list.queryOptions({ input: { subject } }));
  const attach = useMutation(
    desk.evidence.attach.mutationOptions({
      onSuccess: () => {
        setTyped('');
        void queryClient.invalidateQueries({ queryKey: [['evidence', 'list']] });
      },
    }),
  );
  const kindName = t(`terms:evidenceKind.${kind}`);
  const before = (list.data ?? []).filter((item) => item.kind === kind).length;
  const titleOf = (index: number): string => {
    const title = typed.trim() === '' ? kindName : typed.trim();
    if (typed.trim() === '') return `${title} ${before + index + 1}`;
    return index === 0 ? title : `${title} ${index + 1}`;
  };
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
      <label>
        <span className="label">{t('evidence.title')}</span>
        <Input
          value={typed}
          placeholder={`${kindName} ${before + 1}`}
          maxLength={100}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Upload.Dragger
        multiple
        showUploadList={false}
        beforeUpload={(file, files) => {
          attach.mutate({ subject, kind, title: titleOf(files.indexOf(file)), file });
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
                <EvidenceRow
                  key={item.evidenceId}
                  item={item}
                  open={viewing === item.evidenceId}
                  onToggle={() => setViewing(viewing === item.evidenceId ? null : item.evidenceId)}
                />
              ))}
            </div>
          )
        }
      </Loaded>
    </div>
  );
}

interface RowProps {
  readonly item: EvidenceItem;
  readonly open: boolean;
  onToggle(): void;
}

function EvidenceRow({ item, open, onToggle }: RowProps): ReactNode {
  const { t } = useTranslation('record');
  const nameOf = useEvidenceName();
  const name = nameOf(item);
  return (
    <div className="evidence-row">
      <span>{name}</span>
      <Button size="small" aria-expanded={open} onClick={onToggle}>
        {t('evidence.view')}
        <span className="visually-hidden"> {name}</span>
      </Button>
      <small className="mute">
        {formatBytes(item.sizeBytes)} · {formatInstant(item.capturedAt, 'short')} · {item.capturedBy.displayName} ·
        SHA-256 {item.sha256.slice(0, 8)}…
      </small>
      {open ? <EvidenceViewer evidenceId={item.evidenceId} onClose={onToggle} /> : null}
    </div>
  );
}
