import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { ActPanel } from './act-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { ContactChoice } from './contact-choice.tsx';
import { showCase, useOpenContacts } from './use-case-acts.ts';

interface Withdrawal {
  readonly contactId: string | null;
  readonly reason: string;
}

/** The customer takes the request back: in a contact with that customer, who has been verified in it. @rule 5.2 */
export function WithdrawPanel({ view, onClose }: PanelProps): ReactNode {
  const { t } = useTranslation('cases');
  const contacts = useOpenContacts().filter((contact) => contact.party?.partyId === view.party.partyId);
  const draft = useDraft<Withdrawal>(`withdraw:${view.caseId}`, { contactId: null, reason: '' });
  const { reason } = draft.value;
  const chosen = contacts.find((contact) => contact.contactId === draft.value.contactId) ?? contacts[0] ?? null;
  const openTasks = view.tasks.filter((task) => task.status === 'open').length;
  const withdraw = useMutation(
    desk.cases.withdraw.mutationOptions({
      onSuccess: (after) => {
        draft.discard();
        showCase(after);
        onClose(t('withdraw.done'));
      },
    }),
  );
  return (
    <ActPanel
      title={t('withdraw.title')}
      consequence={t(openTasks === 0 ? 'withdraw.go' : 'withdraw.goTasks', { n: openTasks })}
      danger
      ready={draft.loaded && chosen !== null && reason.trim() !== ''}
      busy={withdraw.isPending}
      error={withdraw.error}
      onGo={() => withdraw.mutate({ caseId: view.caseId, contactId: chosen?.contactId ?? null, reason: reason.trim() })}
      onClose={() => onClose()}
    >
      <p className="mute">{t('withdraw.hint')}</p>
      <ContactChoice
        contacts={contacts}
        value={chosen?.contactId ?? null}
        onChange={(contactId) => draft.setValue({ ...draft.value, contactId })}
      />
      <label>
        <span className="label">{t('withdraw.reason')}</span>
        <Input.TextArea
          rows={2}
          maxLength={1000}
          required
          value={reason}
          onChange={(event) => draft.setValue({ ...draft.value, reason: event.target.value })}
        />
      </label>
    </ActPanel>
  );
}
