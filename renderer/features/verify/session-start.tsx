import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView, VerificationView } from '../../../contract/desk-api/contacts.ts';
import {
  VERIFICATION_PURPOSES,
  VERIFICATION_SUBJECTS,
  type VerificationPurpose,
  type VerificationSubject,
} from '../../../domain/contacts/events.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';

interface Props {
  readonly contactId: string;
  readonly partyId: string;
  readonly view: VerificationView;
  readonly atCounter: boolean;
  onStarted(contact: ContactView): void;
}

/** What the verification is for and whom it is of; Enter starts with the usual answer. A locked party can only be unlocked. */
export function SessionStart({ contactId, partyId, view, atCounter, onStarted }: Props): ReactNode {
  const { t } = useTranslation('verify');
  const { orderNo } = useWorkspace();
  const locked = view.partyLocked;
  const [purpose, setPurpose] = useState<VerificationPurpose>('cancellation');
  const [subject, setSubject] = useState<VerificationSubject>('self');
  const start = useMutation(desk.verification.start.mutationOptions({ onSuccess: onStarted }));
  const purposes = VERIFICATION_PURPOSES.filter((one) => one !== 'unlock');

  if (locked) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={t('locked.title')}
        description={
          <>
            <p>{t('locked.why')}</p>
            <ul className="vf-instead">
              <li>{t('locked.visit')}</li>
              <li>{t('locked.callback')}</li>
            </ul>
            <Button
              autoFocus={mayTakeFocus()}
              loading={start.isPending}
              onClick={() => start.mutate({ contactId, partyId, orderNo, subject: 'self', purpose: 'unlock' })}
            >
              {t(atCounter ? 'locked.startAtCounter' : 'locked.startByPhone')}
            </Button>
            <RefusalNotice error={start.error} />
          </>
        }
      />
    );
  }
  return (
    <form
      className="vf-start"
      aria-label={t('start.label')}
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({ contactId, partyId, orderNo, subject, purpose });
      }}
    >
      <label>
        <span className="label">{t('start.purpose')}</span>
        <Select
          value={purpose}
          onChange={setPurpose}
          style={{ width: 190 }}
          options={purposes.map((one) => ({ value: one, label: t(`terms:purpose.${one}`) }))}
        />
      </label>
      <div>
        <span className="label">{t('start.subject')}</span>
        <Segmented
          aria-label={t('start.subject')}
          value={subject}
          onChange={setSubject}
          options={VERIFICATION_SUBJECTS.map((one) => ({ value: one, label: t(`subject.${one}`) }))}
        />
      </div>
      <Button type="primary" htmlType="submit" autoFocus={mayTakeFocus()} loading={start.isPending}>
        {t('start.go')} <Kbd keys="↵" />
      </Button>
      {view.partyFailedAttempts24h > 0 ? (
        <p className="vf-caution" role="note">
          {t('start.earlierFailures', { count: view.partyFailedAttempts24h })}
        </p>
      ) : null}
      <RefusalNotice error={start.error} />
    </form>
  );
}
