import { Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { FIELD, policyState } from './missing.ts';
import type { FilingDrafts } from './use-filing.ts';

interface Props {
  readonly drafts: FilingDrafts;
  readonly contact: ContactView;
  readonly decision: PolicyDecision;
  readonly policy: PolicyView;
}

/** The text to read out or show before filing, and the record that it was: which version, how, when (A19). */
export function PolicyCard({ drafts, contact, decision, policy }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const draft = drafts.typed.value;
  const state = policyState({ draft, decision, contact });
  const heard = state === 'done' ? draft.acknowledgement : null;
  // Whole while it is being read; it stays so until the answer, so that nothing moves under the pointer.
  const [reading, setReading] = useState(false);
  const acknowledge = (how: 'read_out' | 'shown'): void => {
    const { packId, packVersion, feeListVersion } = decision;
    setReading(false);
    drafts.change({ acknowledgement: { packId, packVersion, feeListVersion, how, at: Date.now() } });
  };
  return (
    <section
      className={reading ? 'card filing-block' : 'card filing-block filing-flexible'}
      aria-labelledby="filing-policy-title"
    >
      <header>
        <h2 id="filing-policy-title">{t('policy.title')}</h2>
        <span className="mute">
          {t('policy.version', { pack: decision.packVersion, fees: decision.feeListVersion })}
        </span>
      </header>
      {/* A long text scrolls by itself, so it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <blockquote
        className="filing-policy"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t('policy.text')}
        onFocus={() => setReading(heard === null)}
      >
        {localized(policy.policyText)}
      </blockquote>
      <div className="filing-line">
        <Radio.Group
          id={FIELD.policy}
          aria-label={t('policy.how')}
          optionType="button"
          value={heard?.how ?? null}
          options={[
            { value: 'read_out', label: t('policy.readOut') },
            { value: 'shown', label: t('policy.shown') },
          ]}
          onChange={(event) => acknowledge(event.target.value as 'read_out' | 'shown')}
        />
        {heard === null ? (
          <span className={state === 'policyStale' ? 'filing-warn' : 'mute'}>{t(`policy.${state}`)}</span>
        ) : (
          <span className="filing-ok">✓ {formatInstant(heard.at, 'time')}</span>
        )}
      </div>
    </section>
  );
}
