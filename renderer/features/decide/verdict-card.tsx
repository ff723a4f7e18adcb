import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { useLocalized } from '../../ui/localized.ts';

const TONE = {
  cancellable: { tone: 'ok', icon: '✓' },
  cancellable_with_conditions: { tone: 'warn', icon: '!' },
  not_cancellable: { tone: 'bad', icon: '✕' },
  query_first: { tone: 'warn', icon: '?' },
  supervisor_exception: { tone: 'warn', icon: '⚑' },
} as const satisfies Record<PolicyDecision['result'], { tone: string; icon: string }>;

/** The verdict, in colour, sign and words, and the sentence to tell the customer, unless the caller may not be told yet. */
export function VerdictCard({
  decision,
  mayTell,
}: {
  readonly decision: PolicyDecision;
  readonly mayTell: boolean;
}): ReactNode {
  const { t } = useTranslation('decide');
  const { goTo } = useWorkspace();
  const say = useLocalized();
  const { tone, icon } = TONE[decision.result];
  return (
    <div aria-live="polite">
      <div className={`dc-verdict ${tone}`} role="group" aria-label={t('verdict.label')}>
        <h2>
          <span aria-hidden="true">{icon} </span>
          {say(decision.headline)}
        </h2>
        {say(decision.summary)}
      </div>
      {mayTell ? (
        <p className="dc-say">
          {t('say.prefix')}
          {t('say.quoted', { sentence: say(decision.say) })}
        </p>
      ) : (
        <div className="dc-hush" role="note">
          <span>
            <b>{t('hush.title')}</b> {t('hush.instead')}
          </span>
          <Button size="small" onClick={() => goTo('verify')}>
            {t('hush.toVerify')}
          </Button>
        </div>
      )}
    </div>
  );
}
