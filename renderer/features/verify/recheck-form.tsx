import { useMutation } from '@tanstack/react-query';
import { Alert, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { VerificationElement } from '../../../domain/contacts/events.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { MainActionButton } from '../../ui/step-layout.tsx';
import { ElementField } from './element-field.tsx';
import { formatProblem, isGiven, NO_ANSWER, type Answer } from './element-kinds.ts';
import { useCodeSending } from './sms-code.tsx';

/** After a hand-over one element that had matched is asked once more; caller ID does not count. @rule 5.6 */
export function RecheckForm({
  contact,
  onRechecked,
}: {
  readonly contact: ContactView;
  onRechecked(matched: boolean, contact: ContactView): void;
}): ReactNode {
  const { t } = useTranslation('verify');
  const view = contact.verification;
  const { contactId } = contact;
  const choices = view.matched.filter((element) => element !== 'registered_number_call');
  const [chosen, setChosen] = useState<VerificationElement | null>(null);
  const [answer, setAnswer] = useState<Answer>(NO_ANSWER);
  const sending = useCodeSending(contactId, view);
  const recheck = useMutation(
    desk.verification.recheck.mutationOptions({
      gcTime: 0,
      onSuccess: (answered) => {
        setAnswer(NO_ANSWER);
        onRechecked(answered.matched, answered.contact);
      },
    }),
  );
  const element = chosen ?? choices[0];
  if (element === undefined) return null;
  const problem = formatProblem(element, answer.value);
  const ready = isGiven(element, answer) && problem === null;
  const send = (): void => {
    if (!ready || recheck.isPending) return;
    const value = answer.value.trim();
    recheck.mutate({ contactId, element, value: value === '' ? null : value, seen: answer.seen });
  };
  return (
    <form className="vf-elements" aria-label={t('recheck.label')} onSubmit={(event) => event.preventDefault()}>
      <Alert type="info" showIcon title={t('recheck.title')} description={t('recheck.why')} />
      <label>
        <span className="label">{t('recheck.element')}</span>
        <Select
          value={element}
          onChange={(next) => {
            setChosen(next);
            setAnswer(NO_ANSWER);
          }}
          style={{ width: 220 }}
          options={choices.map((one) => ({ value: one, label: t(`terms:element.${one}`) }))}
        />
      </label>
      <ElementField
        key={element}
        element={element}
        answer={answer}
        problem={problem}
        first
        sending={sending}
        callerNumber={contact.cliMasked}
        delegate={view.subject === 'delegate'}
        onChange={setAnswer}
        onEnter={(event) => {
          event.preventDefault();
          if (element === 'sms_code' && answer.value === '' && sending.maySend) sending.send();
          else send();
        }}
      />
      <RefusalNotice error={sending.error ?? recheck.error} />
      <div className="row vf-compare">
        <MainActionButton labelKey="verify:recheck.go" action={send} enabled={ready} busy={recheck.isPending} />
      </div>
    </form>
  );
}
