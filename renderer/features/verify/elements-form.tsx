import { useMutation } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { VerificationElement } from '../../../domain/contacts/events.ts';
import { desk } from '../../app/query.ts';
import { useScan } from '../../app/scan.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { MainActionButton } from '../../ui/step-layout.tsx';
import { ElementField } from './element-field.tsx';
import { formatProblem, isGiven, kindOf, NO_ANSWER, type Answer } from './element-kinds.ts';
import { reaches, waysOf, type Level, type Way } from './levels.ts';
import { useCodeSending } from './sms-code.tsx';

export type SubmitOutcome = 'matched' | 'level_reached' | 'not_matched' | 'session_failed' | 'party_locked';

interface Props {
  readonly contact: ContactView;
  /** The level this form is after. */
  readonly upTo: Level;
  /** Whether comparing is the step's main action now. */
  readonly main: boolean;
  onOutcome(outcome: SubmitOutcome, contact: ContactView): void;
}

type Answers = Readonly<Partial<Record<VerificationElement, Answer>>>;
const EVERYTHING = 'everything';

function keyOf(way: Way): string {
  return `${way.level}:${way.elements.join('+')}`;
}

/**
 * Asks for what would reach the level, one way at a time. Values live in this form alone: they are compared by the desk,
 * are never kept in a draft, and are gone from the screen once compared.
 */
export function ElementsForm({ contact, upTo, main, onOutcome }: Props): ReactNode {
  const { t } = useTranslation('verify');
  const view = contact.verification;
  const { contactId } = contact;
  const [answers, setAnswers] = useState<Answers>({});
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  /** Counts what was compared: each time the first field is to have the focus again. */
  const [round, setRound] = useState(0);
  const sending = useCodeSending(contactId, view);
  const submit = useMutation(
    desk.verification.submit.mutationOptions({
      gcTime: 0,
      onSuccess: (answer) => {
        setAnswers({});
        setRound((n) => n + 1);
        onOutcome(answer.outcome, answer.contact);
      },
    }),
  );

  const ways = waysOf(view, upTo);
  const chosen =
    chosenKey === EVERYTHING
      ? null
      : (ways.find((way) => keyOf(way) === chosenKey) ??
        ways.find((way) => reaches(way.level, upTo)) ??
        ways.at(-1) ??
        null);
  const open = view.askable.filter((element) => !view.matched.includes(element));
  const asked = chosen === null ? open : open.filter((element) => chosen.elements.includes(element));
  const answerOf = (element: VerificationElement): Answer => answers[element] ?? NO_ANSWER;
  const problemOf = (element: VerificationElement) => formatProblem(element, answerOf(element).value);
  const given = asked.filter((element) => isGiven(element, answerOf(element)));
  const ready = given.length > 0 && asked.every((element) => problemOf(element) === null);
  const change = (element: VerificationElement, answer: Answer): void =>
    setAnswers((old) => ({ ...old, [element]: answer }));

  useScan((code) => {
    const waiting = asked.find((element) => kindOf(element) === 'original' && answerOf(element).value === '');
    if (waiting !== undefined) change(waiting, { ...answerOf(waiting), value: code });
  });

  const send = (): void => {
    if (!ready || submit.isPending) return;
    submit.mutate({
      contactId,
      elements: given.map((element) => {
        const { value, seen } = answerOf(element);
        return { element, value: value.trim() === '' ? null : value.trim(), seen, evidenceId: null };
      }),
    });
  };
  /** Enter goes on to the next empty field, sends the code where that is what is missing, and compares at the end. */
  const onEnter = (element: VerificationElement, event: KeyboardEvent<HTMLInputElement>): void => {
    event.preventDefault();
    const fields = [...(event.currentTarget.form?.querySelectorAll<HTMLInputElement>('input[data-element]') ?? [])];
    const at = fields.indexOf(event.currentTarget);
    const empty = [...fields.slice(at + 1), ...fields.slice(0, at)].find((field) => field.value === '');
    const sendsCode = element === 'sms_code' && answerOf(element).value === '' && sending.maySend;
    if (sendsCode) sending.send();
    if (empty !== undefined) empty.focus();
    else if (!sendsCode) send();
  };

  // A delegate who was matched, or proof for an unlocking: nothing more is asked of the person.
  const nothingLeft = ways.length === 0 && (view.subject === 'delegate' || view.purpose === 'unlock');
  if (open.length === 0 || nothingLeft) return null;
  return (
    <form className="vf-elements" aria-label={t('elements.label')} onSubmit={(event) => event.preventDefault()}>
      {ways.length === 0 ? null : (
        <fieldset className="vf-ways">
          <legend className="label">{t('elements.ways')}</legend>
          <Radio.Group
            value={chosen === null ? EVERYTHING : keyOf(chosen)}
            onChange={(event) => setChosenKey(String(event.target.value))}
            options={[
              ...ways.map((way) => ({ value: keyOf(way), label: <WayWords way={way} /> })),
              { value: EVERYTHING, label: t('elements.everything') },
            ]}
          />
        </fieldset>
      )}
      <div
        className={asked.length > 2 ? 'vf-fields two' : 'vf-fields'}
        key={`${round}:${chosen === null ? EVERYTHING : keyOf(chosen)}`}
      >
        {asked.map((element, index) => (
          <ElementField
            key={element}
            element={element}
            answer={answerOf(element)}
            problem={problemOf(element)}
            first={index === 0}
            sending={sending}
            callerNumber={contact.cliMasked}
            delegate={view.subject === 'delegate'}
            onChange={(answer) => change(element, answer)}
            onEnter={(event) => onEnter(element, event)}
          />
        ))}
      </div>
      <RefusalNotice error={sending.error ?? submit.error} />
      <div className="row vf-compare">
        {main ? (
          <MainActionButton labelKey="verify:elements.compare" action={send} enabled={ready} busy={submit.isPending} />
        ) : (
          <Button disabled={!ready} loading={submit.isPending} onClick={send}>
            {t('elements.compare')}
          </Button>
        )}
      </div>
    </form>
  );
}

function WayWords({ way }: { readonly way: Way }): ReactNode {
  const { t } = useTranslation('verify');
  return (
    <>
      <b>{way.level}</b> <span className="mute">{t(`unlocks.${way.level}`)}</span>
      {t('elements.colon')}
      {way.elements.map((element) => t(`terms:element.${element}`)).join(' + ')}
    </>
  );
}
