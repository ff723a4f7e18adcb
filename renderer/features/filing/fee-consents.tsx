import { Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { isRecordedAt } from '../../../domain/cases/consent-proof.ts';
import { CONSENT_METHODS } from '../../../domain/cases/events.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { AttachFile } from './attach-file.tsx';
import { formatFen, formatTimer } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { asksForConsent, usualMethod, type FeeAnswerDraft } from './filing-draft.ts';
import { FIELD } from './missing.ts';
import type { FilingDrafts } from './use-filing.ts';

interface Props {
  readonly drafts: FilingDrafts;
  readonly contact: ContactView;
  readonly decision: PolicyDecision;
}

/** Each published fee with the customer's own answer and its proof; without a yes it is not charged (P-01, A22). */
export function FeeConsents({ drafts, contact, decision }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const asked = decision.fees.filter(asksForConsent);
  const others = decision.fees.filter((fee) => !asksForConsent(fee));
  return (
    <section className="card filing-block" aria-labelledby="filing-fees-title">
      <header>
        <h2 id="filing-fees-title">{t('fees.title')}</h2>
        <span className="mute">{t('fees.published', { version: decision.feeListVersion })}</span>
      </header>
      {asked.length === 0 ? <p className="filing-ok">✓ {t('fees.none')}</p> : null}
      {asked.map((fee) => (
        <FeeLine key={fee.feeItemId} fee={fee} drafts={drafts} contact={contact} />
      ))}
      {others.map((fee) => (
        <p key={fee.feeItemId} className="mute">
          {localized(fee.name)} · {fee.paidTo === 'courier' ? t('fees.courier') : formatFen(fee.amountFen)} ·{' '}
          {localized(fee.basis)}
        </p>
      ))}
    </section>
  );
}

const PROOF_KIND = { signature: 'signature', sms_reply: 'screenshot', voice: 'recording' } as const;

interface LineProps {
  readonly fee: PolicyDecision['fees'][number];
  readonly drafts: FilingDrafts;
  readonly contact: ContactView;
}

function FeeLine({ fee, drafts, contact }: LineProps): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const kept = drafts.typed.value.fees[fee.feeItemId];
  const answer = kept?.amountFen === fee.amountFen && kept.at >= contact.startedAt ? kept : null;
  const name = localized(fee.name);
  const put = (part: Partial<FeeAnswerDraft>): void => {
    const base: FeeAnswerDraft = answer ?? {
      amountFen: fee.amountFen,
      answer: 'given',
      method: null,
      evidenceId: null,
      at: Date.now(),
    };
    drafts.change({ fees: { ...drafts.typed.value.fees, [fee.feeItemId]: { ...base, ...part } } });
  };
  const reply = (given: 'given' | 'declined'): void =>
    put({
      answer: given,
      method: given === 'given' ? usualMethod(contact.channel) : null,
      evidenceId: null,
      at: Date.now(),
    });
  return (
    <div className="filing-fee">
      <div className="filing-line">
        <span className="grow">
          {name} <b>{formatFen(fee.amountFen)}</b> <span className="mute">{localized(fee.basis)}</span>
        </span>
        <Radio.Group
          id={FIELD.fee(fee.feeItemId)}
          aria-label={t('fees.answer', { name, amount: formatFen(fee.amountFen) })}
          optionType="button"
          value={answer?.answer ?? null}
          options={[
            { value: 'given', label: t('fees.given') },
            { value: 'declined', label: t('fees.declined') },
          ]}
          onChange={(event) => reply(event.target.value as 'given' | 'declined')}
        />
      </div>
      {answer === null ? null : answer.answer === 'declined' ? (
        <span className="filing-warn">{t('fees.declinedMeans')}</span>
      ) : (
        <div className="filing-line">
          <Select
            aria-label={t('fees.proof', { name })}
            value={answer.method}
            options={CONSENT_METHODS.map((method) => ({
              value: method,
              label: t(`terms:consentMethod.${method}`),
            }))}
            onChange={(method) => put({ method, evidenceId: null, at: Date.now() })}
          />
          {answer.method === 'voice' && isRecordedAt(contact, answer.at) ? (
            <span className="filing-ok">{t('fees.voiceAt', { time: formatTimer(answer.at - contact.startedAt) })}</span>
          ) : (
            <>
              <AttachFile
                subject={{ type: 'contact', contactId: contact.contactId }}
                kind={PROOF_KIND[answer.method ?? 'signature']}
                title={t('fees.proofTitle', { name })}
                evidenceId={answer.evidenceId}
                onStored={(evidenceId) => put({ evidenceId })}
              />
              <span className={answer.evidenceId === null ? 'filing-warn' : 'filing-ok'}>
                {answer.evidenceId === null
                  ? t(`fees.need.${answer.method ?? 'signature'}`)
                  : `✓ ${t('attach.stored')}`}
              </span>
            </>
          )}
        </div>
      )}
    </div>
  );
}
