import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Radio } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, queryClient } from '../../app/query.ts';
import { useUser } from '../../app/session.tsx';
import { useShortcut } from '../../app/shortcuts.tsx';
import { useMainAction } from '../../app/workspace/workspace.tsx';
import { formatInstant, useNow } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import type { LockedParty } from './locked-party.ts';

const PROOFS = ['originals_at_counter', 'callback_after_24h'] as const;
type Proof = (typeof PROOFS)[number];

interface Unlock {
  readonly proof: Proof;
  readonly contactId: string | null;
  readonly evidenceIds: readonly string[];
  readonly reason: string;
}

interface Props {
  readonly party: LockedParty;
  onClose(): void;
  onDone(): void;
}

/**
 * Opens a lock on one of two proofs, each given in a colleague's contact with that party: originals at the counter with their copy on
 * file, or, a day after the lock, an answered call to the registered number. @rule 6
 */
export function UnlockForm({ party, onClose, onDone }: Props): ReactNode {
  const { t } = useTranslation('locks');
  const user = useUser();
  const now = useNow();
  const draft = useDraft<Unlock>(`unlock:${party.partyId}`, {
    proof: 'originals_at_counter',
    contactId: null,
    evidenceIds: [],
    reason: '',
  });
  const { proof, evidenceIds, reason } = draft.value;
  const needsFile = proof === 'originals_at_counter';
  const fitting = party.contacts.filter((contact) =>
    needsFile ? contact.channel === 'walk_in' : contact.channel === 'phone' && contact.direction === 'outbound',
  );
  const contact = fitting.find((one) => one.contactId === draft.value.contactId) ?? fitting[0] ?? null;
  const tooEarly = proof === 'callback_after_24h' && now < party.callbackFrom;
  const ready =
    draft.loaded && contact !== null && reason.trim() !== '' && !tooEarly && (!needsFile || evidenceIds.length > 0);
  const unlock = useMutation(
    desk.verification.unlock.mutationOptions({
      onSuccess: () => {
        draft.discard();
        void queryClient.invalidateQueries({ queryKey: [['verification']] });
        void queryClient.invalidateQueries({ queryKey: [['work']] });
        onDone();
      },
    }),
  );
  const go = (): void =>
    unlock.mutate({
      partyId: party.partyId,
      proof,
      contactId: contact?.contactId ?? null,
      evidenceIds: needsFile ? [...evidenceIds] : [],
      reason: reason.trim(),
    });
  const form = useRef<HTMLElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  useMainAction('locks:main', go, ready && !unlock.isPending);
  useShortcut('escape', 'locks:putAway', onClose);
  return (
    <section ref={form} className="locks-form" aria-label={t('form')}>
      <fieldset>
        <legend className="label">{t('proof.label')}</legend>
        <Radio.Group
          value={proof}
          onChange={(event) =>
            draft.setValue({ ...draft.value, proof: event.target.value as Proof, contactId: null, evidenceIds: [] })
          }
          options={PROOFS.map((one) => ({ value: one, label: t(`proof.${one}`) }))}
        />
        <p className="mute">{t(`proof.${proof}_hint`)}</p>
        {tooEarly ? <p className="locks-warn">{t('tooEarly', { time: formatInstant(party.callbackFrom) })}</p> : null}
      </fieldset>
      <fieldset>
        <legend className="label">{t('contact.label')}</legend>
        {fitting.length === 0 ? <p className="locks-warn">{t(`contact.none_${proof}`)}</p> : null}
        <Radio.Group
          className="locks-choice"
          value={contact?.contactId ?? null}
          onChange={(event) =>
            draft.setValue({ ...draft.value, contactId: String(event.target.value), evidenceIds: [] })
          }
          options={fitting.map((one) => ({
            value: one.contactId,
            label: `${t(`terms:channel.${one.channel}`)} · ${formatInstant(one.startedAt)} · ${one.by.displayName}`,
          }))}
        />
        {contact?.by.userId === user.userId ? <p className="locks-warn">{t('contact.own')}</p> : null}
      </fieldset>
      {needsFile && contact !== null ? (
        <EvidenceChoice
          contactId={contact.contactId}
          value={evidenceIds}
          onChange={(next) => draft.setValue({ ...draft.value, evidenceIds: next })}
        />
      ) : null}
      <label>
        <span className="label">{t('reason')}</span>
        <Input.TextArea
          rows={2}
          maxLength={500}
          required
          value={reason}
          onChange={(event) => draft.setValue({ ...draft.value, reason: event.target.value })}
        />
      </label>
      <RefusalNotice error={unlock.error} />
      <div className="row locks-foot">
        <Button onClick={onClose}>
          {t('putAway')} <Kbd keys="Esc" />
        </Button>
        <Button type="primary" disabled={!ready} loading={unlock.isPending} onClick={go}>
          {t('go')} <Kbd keys="Ctrl ↵" />
        </Button>
      </div>
    </section>
  );
}

interface EvidenceProps {
  readonly contactId: string;
  readonly value: readonly string[];
  onChange(evidenceIds: readonly string[]): void;
}

function EvidenceChoice({ contactId, value, onChange }: EvidenceProps): ReactNode {
  const { t } = useTranslation('locks');
  const list = useQuery(desk.evidence.list.queryOptions({ input: { subject: { type: 'contact', contactId } } }));
  return (
    <fieldset>
      <legend className="label">{t('evidence.label')}</legend>
      {list.data?.length === 0 ? <p className="locks-warn">{t('evidence.none')}</p> : null}
      <Checkbox.Group
        value={[...value]}
        onChange={(next) => onChange(next)}
        options={(list.data ?? []).map((item) => ({
          value: item.evidenceId,
          label: `${t(`terms:evidenceKind.${item.kind}`)} · ${item.title} · ${formatInstant(item.capturedAt, 'short')}`,
        }))}
      />
      <RefusalNotice error={list.error} />
    </fieldset>
  );
}
