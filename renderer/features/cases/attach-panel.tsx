import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { ActPanel } from './act-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { ContactChoice } from './contact-choice.tsx';
import { showCase, useOpenContacts } from './use-case-acts.ts';

/** Makes the contact in hand part of this case, so that its notes and files stand on the case's timeline. */
export function AttachPanel({ view, onClose }: PanelProps): ReactNode {
  const { t } = useTranslation('cases');
  const contacts = useOpenContacts().filter(
    (contact) => !view.contacts.some((known) => known.contactId === contact.contactId),
  );
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = contacts.find((contact) => contact.contactId === picked) ?? contacts[0] ?? null;
  const attach = useMutation(
    desk.cases.attachContact.mutationOptions({
      onSuccess: (after) => {
        showCase(after);
        onClose(t('attach.done'));
      },
    }),
  );
  return (
    <ActPanel
      title={t('attach.title')}
      consequence={t('attach.go', { code: view.caseCode })}
      ready={chosen !== null}
      busy={attach.isPending}
      error={attach.error}
      onGo={() => {
        if (chosen !== null) attach.mutate({ caseId: view.caseId, contactId: chosen.contactId });
      }}
      onClose={() => onClose()}
    >
      <ContactChoice contacts={contacts} value={chosen?.contactId ?? null} onChange={setPicked} />
    </ActPanel>
  );
}
