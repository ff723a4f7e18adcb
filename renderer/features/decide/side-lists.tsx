import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';

/** Beside the verdict: by which channels, what to bring, what would change the answer, and who does what by when. */
export function SideLists({ decision }: { readonly decision: PolicyDecision }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const { channels, bring, wouldChange, nextSteps, approval } = decision;
  return (
    <>
      <h3 className="section-title">{t('channels.title')}</h3>
      <ul className="dc-side">
        {channels.map((one) => (
          <li key={one.channel} className={one.allowed ? '' : 'mute'}>
            <span aria-hidden="true">{one.allowed ? '✓' : '✕'}</span> {t(`terms:channel.${one.channel}`)}
            <span className="visually-hidden">{t(one.allowed ? 'channels.allowed' : 'channels.notAllowed')}</span>
            {one.recommended ? <b> · {t('channels.recommended')}</b> : null}
            {one.recommended || !one.allowed ? <span className="mute"> {say(one.note)}</span> : null}
          </li>
        ))}
      </ul>
      <h3 className="section-title">{t('bring.title')}</h3>
      <ul className="dc-side">
        {bring.length === 0 ? <li>{t('bring.nothing')}</li> : null}
        {bring.map((item) => (
          <li key={item.id}>
            {say(item.name)}
            {item.required ? null : <span className="mute">{t('bring.optional')}</span>}
            <div className="mute">{say(item.note)}</div>
          </li>
        ))}
      </ul>
      {wouldChange.length === 0 ? null : (
        <>
          <h3 className="section-title">{t('change.title')}</h3>
          <ul className="dc-side">
            {wouldChange.map((change) => (
              <li key={change.code}>
                {say(change.if)} <span className="mute">→ {say(change.then)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className="section-title">{t('steps.title')}</h3>
      <ol className="dc-side">
        {nextSteps.map((step) => (
          <li key={`${step.who}-${step.what.zh}`}>
            <b>{t(`steps.${step.who}`)}</b> {say(step.what)}
            {step.by === null ? null : (
              <span className="mute"> {t('steps.by', { at: formatInstant(step.by, 'short') })}</span>
            )}
          </li>
        ))}
      </ol>
      <h3 className="section-title">{t('approval.title')}</h3>
      <p className="dc-approval">
        <b>{t(`approval.level.${approval.level}`)}</b> <span className="mute">{say(approval.why)}</span>
      </p>
    </>
  );
}
