import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut } from '../shortcuts.tsx';
import { STEPS, useWorkspace, type Step } from './workspace.tsx';

/** What of the work is done, by what is on record rather than by what was looked at. */
function doneSteps(contact: ContactView, orderNo: string | null): ReadonlySet<Step> {
  const done = new Set<Step>();
  if (contact.verification.level !== 'L0') done.add('verify');
  if (orderNo !== null) done.add('find');
  if (contact.cases.length > 0) done.add('decide').add('file');
  if (contact.wrappedUpAt !== null) done.add('wrap-up');
  return done;
}

/** The step to go on with: the first that is open. Tasks follow an approval, so they are no step one has to wait for. */
function nextStep(contact: ContactView, done: ReadonlySet<Step>): Step | null {
  if (contact.wrappedUpAt !== null) return null;
  if (contact.endedAt !== null) return 'wrap-up';
  return STEPS.find((step) => step !== 'tasks' && !done.has(step)) ?? null;
}

/** The six steps, each reachable at any time with Alt and its number; the next one suggested. */
export function StepsBar({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useTranslation('workspace');
  const { step: here, orderNo } = useWorkspace();
  const done = doneSteps(contact, orderNo);
  const next = nextStep(contact, done);
  return (
    <nav aria-label={t('steps.label')}>
      <ol className="ws-steps">
        {STEPS.map((step, index) => (
          <StepButton
            key={step}
            step={step}
            number={index + 1}
            now={step === here}
            done={done.has(step)}
            suggested={step === next && step !== here}
          />
        ))}
      </ol>
    </nav>
  );
}

interface StepButtonProps {
  readonly step: Step;
  readonly number: number;
  readonly now: boolean;
  readonly done: boolean;
  readonly suggested: boolean;
}

function StepButton({ step, number, now, done, suggested }: StepButtonProps): ReactNode {
  const { t } = useTranslation('workspace');
  const { goTo } = useWorkspace();
  useShortcut(`alt+${number}`, `common:step.${step}`, () => goTo(step));
  const state = now ? 'now' : done ? 'done' : suggested ? 'next' : '';
  return (
    <li>
      <button type="button" className={state} aria-current={now ? 'step' : undefined} onClick={() => goTo(step)}>
        <span>
          {done ? <span aria-hidden="true">✓ </span> : null}
          {t(`common:step.${step}`)}
          {done ? <span className="visually-hidden">{t('steps.done')}</span> : null}
          {suggested ? <span className="ws-next">{t('steps.next')}</span> : null}
        </span>
        <Kbd keys={`Alt ${number}`} />
      </button>
    </li>
  );
}
