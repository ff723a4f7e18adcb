import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { DAY_MS, SHANGHAI_OFFSET_MS, type UtcMs } from '../../domain/kernel/units.ts';
import type { PolicyDecision } from '../../domain/policy/decision.ts';
import { formatInstant } from './format.ts';
import { useLocalized } from './localized.ts';
import './next-steps.css';

type Step = PolicyDecision['nextSteps'][number];

/** Clocks of days end with a day, clocks of minutes at any time of it. */
function endsWithDay(at: UtcMs): boolean {
  return (at + SHANGHAI_OFFSET_MS) % DAY_MS === 0;
}

/** Until when a step of a decision is promised, in words: a last day, an instant, or a length from what starts it. */
export function useDueWords(): (step: Step, deadlines: PolicyDecision['deadlines']) => string | null {
  const { t } = useTranslation('next-step');
  const localized = useLocalized();
  return (step, deadlines) => {
    const deadline = deadlines.find(({ id }) => id === step.deadlineId);
    if (step.by !== null) {
      const day = endsWithDay(step.by) ? deadline?.lastDay : null;
      return day === null || day === undefined ? t('by.instant', { at: formatInstant(step.by) }) : t('by.day', { day });
    }
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
