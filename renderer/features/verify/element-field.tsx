import { Checkbox, Input } from 'antd';
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerificationElement } from '../../../domain/contacts/events.ts';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { kindOf, type Answer, type FormatProblem } from './element-kinds.ts';
import { SendCodeButton, type CodeSending } from './sms-code.tsx';

interface Props {
  readonly element: VerificationElement;
  readonly answer: Answer;
  readonly problem: FormatProblem | null;
  readonly first: boolean;
  readonly sending: CodeSending;
  readonly callerNumber: string | null;
  /** A delegate is asked about himself, not about who is on record. */
  readonly delegate: boolean;
  onChange(answer: Answer): void;
  /** Enter in the field. */
  onEnter(event: KeyboardEvent<HTMLInputElement>): void;
}

/** One element to ask for. What is on file is never shown, nor whether there is anything. */
export function ElementField(props: Props): ReactNode {
  const { element, answer, problem, first, sending, callerNumber, delegate, onChange, onEnter } = props;
  const { t, i18n } = useTranslation('verify');
  const id = useId();
  const kind = kindOf(element);
  const name = t(`terms:element.${element}`);
  const hintId = `${id}-hint`;
  const ofDelegate = delegate && i18n.exists(`verify:hintOfDelegate.${element}`);

  if (kind === 'line' || kind === 'done') {
    return (
      <div className="vf-field">
        <span className="label">{name}</span>
        <Checkbox
          checked={answer.seen}
          autoFocus={first && mayTakeFocus()}
          onChange={(event) => onChange({ ...answer, seen: event.target.checked })}
        >
          {t(`tick.${element}`, { number: callerNumber ?? '' })}
        </Checkbox>
      </div>
    );
  }
  return (
    <div className="vf-field">
      <label className="label" htmlFor={id}>
        {name}
      </label>
      <div className="row">
        <Input
          id={id}
          data-element={element}
          value={answer.value}
          autoFocus={first && mayTakeFocus()}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          inputMode={kind === 'code' ? 'numeric' : 'text'}
          status={problem === null ? '' : 'warning'}
          aria-invalid={problem !== null}
          aria-describedby={hintId}
          onChange={(event) => onChange({ ...answer, value: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.ctrlKey && !event.nativeEvent.isComposing) onEnter(event);
          }}
        />
        {kind === 'code' ? <SendCodeButton sending={sending} /> : null}
      </div>
      {kind === 'original' ? (
        <Checkbox checked={answer.seen} onChange={(event) => onChange({ ...answer, seen: event.target.checked })}>
          {t(`tick.${element}`)}
        </Checkbox>
      ) : null}
      <span id={hintId} className={problem === null ? 'vf-hint' : 'vf-hint vf-problem'}>
        {problem !== null
          ? t(`format.${problem}`)
          : kind === 'code'
            ? sending.hint
            : t(`${ofDelegate ? 'hintOfDelegate' : 'hint'}.${element}`)}
      </span>
    </div>
  );
}
