import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { useLocalized } from '../../ui/localized.ts';
import { FIELD } from './missing.ts';
import type { FilingDrafts } from './use-filing.ts';

interface Props {
  readonly drafts: FilingDrafts;
  readonly reasons: PolicyView['reasons'];
  readonly measure: PolicyDecision['measure'];
  /** When it was last written to disk, as a time; null while nothing was typed. */
  readonly saved: string | null;
}

/** The reason by its code, what is recommended for it (B31), and what the customer said in their own words. */
export function ReasonFields({ drafts, reasons, measure, saved }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const { reasonCode } = drafts.facts.value;
  const own = measure !== null && measure.reasonCode === reasonCode ? measure : null;
  return (
    <section className="card filing-block" aria-labelledby="filing-reason-title">
      <header>
        <h2 id="filing-reason-title">{t('reason.title')}</h2>
        {saved === null ? null : <span className="mute">{t('saved', { time: saved })}</span>}
      </header>
      <Select
        id={FIELD.reason}
        autoFocus={reasonCode === null && mayTakeFocus()}
        aria-label={t('reason.code')}
        placeholder={t('reason.placeholder')}
        showSearch={{ optionFilterProp: 'label' }}
        value={reasonCode}
        options={reasons.map((reason) => ({ value: reason.code, label: localized(reason.name) }))}
        onChange={(code: string) => drafts.chooseReason(code)}
      />
      {own === null ? null : (
        <p className="filing-measure">
          {localized(own.text)}
          {own.needsEvidence ? <b> {t('reason.needsEvidence')}</b> : null}
          {own.retentionScript === null ? null : <q>{localized(own.retentionScript)}</q>}
        </p>
      )}
      <Input.TextArea
        id={FIELD.said}
        aria-label={t('reason.said')}
        placeholder={t('reason.saidPlaceholder')}
        autoFocus={reasonCode !== null && mayTakeFocus()}
        autoSize={{ minRows: 2, maxRows: 4 }}
        maxLength={2000}
        value={drafts.typed.value.reasonText}
        onChange={(event) => drafts.change({ reasonText: event.target.value })}
      />
    </section>
  );
}
