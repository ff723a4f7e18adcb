import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { formatTimer, useNow } from '../../ui/format.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';
import type { SubmitOutcome } from './elements-form.tsx';
import { reaches, targetOf } from './levels.ts';

const EXPIRES_SOON_MS = 3 * 60_000;

/** Where the verification stands, read out when it changes. What failed is never named: not here, not to the caller. */
export function OutcomeBar({
  contact,
  outcome,
  expired,
}: {
  readonly contact: ContactView;
  readonly outcome: SubmitOutcome | 'recheck_matched' | null;
  readonly expired: boolean;
}): ReactNode {
  const { t } = useTranslation('verify');
  const view = contact.verification;
  const good = reaches(view.level, targetOf(view));
  const said = ((): { tone: 'ok' | 'warn' | 'bad' | 'none'; icon: string; text: string } => {
    if (view.partyLocked || outcome === 'party_locked')
      return { tone: 'bad', icon: '✕', text: t('outcome.party_locked') };
    if (view.state === 'failed') return { tone: 'bad', icon: '✕', text: t('outcome.session_failed') };
    if (view.state === 'refused') return { tone: 'none', icon: 'i', text: t('outcome.refused') };
    if (view.state === 'challenged' && !good) return { tone: 'warn', icon: '!', text: t('outcome.challenged') };
    if (outcome === 'not_matched') {
      return { tone: 'bad', icon: '✕', text: t('outcome.not_matched', { count: view.attemptsLeft }) };
    }
    if (view.recheckNeeded) return { tone: 'warn', icon: '!', text: t('outcome.recheck', { level: view.level }) };
    if (expired) return { tone: 'warn', icon: '!', text: t('outcome.expired') };
    if (good)
      return { tone: 'ok', icon: '✓', text: t('outcome.reached', { level: view.level, may: t(`may.${view.level}`) }) };
    if (view.state === 'pending_material') return { tone: 'warn', icon: '…', text: t('outcome.pending_material') };
    if (outcome === 'matched' || outcome === 'level_reached') {
      return { tone: 'ok', icon: '✓', text: t('outcome.matched', { level: view.level }) };
    }
    return { tone: 'none', icon: '…', text: t('outcome.asking', { may: t(`may.${view.level}`) }) };
  })();
  const counting = view.state === 'in_progress' || view.state === 'pending_material' || view.state === 'challenged';
  return (
    <div className={`vf-outcome ${said.tone}`} role="status" aria-live="polite" aria-label={t('outcome.label')}>
      <div className="row">
        <span className="vf-icon" aria-hidden="true">
          {said.icon}
        </span>
        <b className="grow">{said.text}</b>
        <LevelBadge level={view.level} />
      </div>
      {view.matched.length === 0 ? null : (
        <div className="mute">
          {t('outcome.matchedElements', {
            elements: view.matched.map((element) => t(`terms:element.${element}`)).join(t('listSeparator')),
          })}
        </div>
      )}
      {counting && outcome !== 'not_matched' ? (
        <div className="mute">{t('outcome.attemptsLeft', { count: view.attemptsLeft })}</div>
      ) : null}
      {good && view.expiresAt !== null && !expired ? <Expiry at={view.expiresAt} /> : null}
    </div>
  );
}

/** Counts down without being read out every second. */
function Expiry({ at }: { readonly at: number }): ReactNode {
  const { t } = useTranslation('verify');
  const left = at - useNow();
  return (
    <div className={left < EXPIRES_SOON_MS ? 'vf-soon' : 'mute'} aria-live="off">
      {t('outcome.expiresIn', { left: formatTimer(left) })}
    </div>
  );
}
