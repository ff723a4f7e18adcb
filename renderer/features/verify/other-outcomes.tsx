import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

type Panel = 'refuse' | 'pending' | 'challenge';

interface Props {
  readonly contactId: string;
  /** Material and doubt belong to a session; declining needs none. */
  readonly inSession: boolean;
  onDone(contact: ContactView): void;
}

/** What else can come of it: the caller declines, proof is missing, or something does not fit. One panel at a time, in place. */
export function OtherOutcomes({ contactId, inSession, onDone }: Props): ReactNode {
  const { t } = useTranslation('verify');
  const [open, setOpen] = useState<Panel | null>(null);
  const done = (contact: ContactView): void => {
    setOpen(null);
    onDone(contact);
  };
  const panels: readonly Panel[] = inSession ? ['refuse', 'pending', 'challenge'] : ['refuse'];
  return (
    <section className="vf-other" aria-label={t('other.label')}>
      <div className="row">
        {panels.map((panel) => (
          <Button
            key={panel}
            size="small"
            aria-expanded={open === panel}
            onClick={() => setOpen(open === panel ? null : panel)}
          >
            {t(`other.${panel}.open`)}
          </Button>
        ))}
      </div>
      {open === 'refuse' ? <RefusePanel contactId={contactId} onDone={done} /> : null}
      {open === 'pending' ? <PendingPanel contactId={contactId} onDone={done} /> : null}
      {open === 'challenge' ? <ChallengePanel contactId={contactId} onDone={done} /> : null}
    </section>
  );
}

interface PanelProps {
  readonly contactId: string;
  onDone(contact: ContactView): void;
}

function RefusePanel({ contactId, onDone }: PanelProps): ReactNode {
  const { t } = useTranslation('verify');
  const [reason, setReason] = useState('');
  const refuse = useMutation(desk.verification.refuse.mutationOptions({ onSuccess: onDone }));
  return (
    <form
      className="vf-panel"
      onSubmit={(event) => {
        event.preventDefault();
        refuse.mutate({ contactId, reason: reason.trim() === '' ? t('other.refuse.noReason') : reason.trim() });
      }}
    >
      <p>{t('other.refuse.what')}</p>
      <label>
        <span className="label">{t('other.refuse.reason')}</span>
        <Input autoFocus value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Button htmlType="submit" loading={refuse.isPending}>
        {t('other.refuse.go')}
      </Button>
      <RefusalNotice error={refuse.error} />
    </form>
  );
}

/** Words for what may be missing in a verification; the code is what is recorded. */
const PROOFS = ['id_card', 'sms_code', 'mandate', 'principal_id_copy', 'company_papers', 'contract'] as const;
type Proof = (typeof PROOFS)[number];
const NONE: readonly Proof[] = [];

export function PendingPanel({
  contactId,
  onDone,
  preset = NONE,
}: PanelProps & { readonly preset?: readonly Proof[] }): ReactNode {
  const { t } = useTranslation('verify');
  const [missing, setMissing] = useState<readonly Proof[]>(preset);
  const [via, setVia] = useState<'upload' | 'store_visit'>('upload');
  const pending = useMutation(desk.verification.pendingMaterial.mutationOptions({ onSuccess: onDone }));
  return (
    <form
      className="vf-panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing.length > 0) pending.mutate({ contactId, missing: [...missing], via });
      }}
    >
      <fieldset>
        <legend className="label">{t('other.pending.what')}</legend>
        <Checkbox.Group
          value={[...missing]}
          onChange={(next) => setMissing(next)}
          options={PROOFS.map((proof) => ({ value: proof, label: t(`proof.${proof}`) }))}
        />
      </fieldset>
      <Segmented
        aria-label={t('other.pending.via')}
        value={via}
        onChange={setVia}
        options={(['upload', 'store_visit'] as const).map((one) => ({ value: one, label: t(`via.${one}`) }))}
      />
      <Button htmlType="submit" disabled={missing.length === 0} loading={pending.isPending}>
        {t('other.pending.go')}
      </Button>
      <RefusalNotice error={pending.error} />
    </form>
  );
}

function ChallengePanel({ contactId, onDone }: PanelProps): ReactNode {
  const { t } = useTranslation('verify');
  const [reason, setReason] = useState('');
  const challenge = useMutation(desk.verification.challenge.mutationOptions({ onSuccess: onDone }));
  return (
    <form
      className="vf-panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') challenge.mutate({ contactId, reason: reason.trim() });
      }}
    >
      <p>{t('other.challenge.what')}</p>
      <label>
        <span className="label">{t('other.challenge.reason')}</span>
        <Input autoFocus value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Button danger htmlType="submit" disabled={reason.trim() === ''} loading={challenge.isPending}>
        {t('other.challenge.go')}
      </Button>
      <RefusalNotice error={challenge.error} />
    </form>
  );
}
