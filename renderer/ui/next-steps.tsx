import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { PolicyDecision } from '../../domain/policy/decision.ts';
import { formatInstant } from './format.ts';
import { useLocalized } from './localized.ts';
import './next-steps.css';

type Step = PolicyDecision['nextSteps'][number];

/** Until when a step of a decision is promised, in words: a last day, an instant, or a length from what starts it. */
export function useDueWords(): (step: Step, deadlines: PolicyDecision['deadlines']) => string | null {
  const { t } = useTranslation('next-step');
  const localized = useLocalized();
  return (step, deadlines) => {
    const deadline = deadlines.find(({ id }) => id === step.deadlineId);
    if (deadline !== undefined && deadline.lastDay !== null) return t('by.day', { day: deadline.lastDay });
    if (step.by !== null) return t('by.instant', { at: formatInstant(step.by) });
    if (deadline === undefined) return null;
    return t('by.length', { start: localized(deadline.start), length: localized(deadline.lengthText) });
  };
}

/** What happens next, who does it and until when, as it can be told to the customer. */
export function NextSteps({ decision }: { readonly decision: PolicyDecision }): ReactNode {
  const { t } = useTranslation('next-step');
  const localized = useLocalized();
  const dueWords = useDueWords();
  return (
    <ol className="next-steps">
      {decision.nextSteps.map((step) => (
        <li key={localized(step.what)}>
          <b>{t(`who.${step.who}`)}</b>
          <span>{localized(step.what)}</span>
          <span className="mute">{dueWords(step, decision.deadlines)}</span>
        </li>
      ))}
    </ol>
  );
}
