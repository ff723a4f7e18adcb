import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, DatePicker, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { MANDATE_ACTS, type MandateAct } from '../../../domain/contacts/events.ts';
import { DAY_MS } from '../../../domain/kernel/units.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { instantOfPicked, pickedOfInstant } from '../../ui/shanghai-time.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { EvidenceUpload } from './evidence-upload.tsx';
import { formatProblem } from './element-kinds.ts';
import { PendingPanel } from './other-outcomes.tsx';
import { PrincipalContact } from './principal-contact.tsx';

interface MandateDraft {
  readonly agentName: string;
  readonly matter: string;
  readonly acts: readonly MandateAct[];
  /** UTC ms of the first moment of the first day and the last of the last. */
  readonly validFrom: number | null;
  readonly validTo: number | null;
  readonly signedOrSealed: boolean;
  readonly principalIdCopyEvidenceId: string | null;
  readonly mandateEvidenceId: string | null;
  readonly principalContactId: string | null;
}

const EMPTY: MandateDraft = {
  agentName: '',
  matter: '',
  acts: ['file_cancellation'],
  validFrom: null,
  validTo: null,
  signedOrSealed: false,
  principalIdCopyEvidenceId: null,
  mandateEvidenceId: null,
  principalContactId: null,
};

const NO_NUMBERS = { idNo: '', mobile: '' };

/** What was typed, or null where nothing was: what is on record stays then. */
function typed(number: string): string | null {
  return number.trim() === '' ? null : number.trim();
}

interface Props {
  readonly contact: ContactView;
  onRecorded(contact: ContactView): void;
}

/**
 * The written authority a delegate shows, item by item (授权委托书). What it lacks is said in words. The delegate's numbers are compared
 * with what is said afterwards, so they are kept in no draft and are gone from the screen once recorded. @rule L-18
 */
export function MandateForm({ contact, onRecorded }: Props): ReactNode {
  const { t } = useTranslation('verify');
  const { contactId } = contact;
  const view = contact.verification;
  const draft = useDraft<MandateDraft>(`mandate:${contactId}`, EMPTY);
  const [without, setWithout] = useState(false);
  const [numbers, setNumbers] = useState(NO_NUMBERS);
  const record = useMutation(
    desk.verification.recordMandate.mutationOptions({
      gcTime: 0,
      onSuccess: (recorded) => {
        setNumbers(NO_NUMBERS);
        onRecorded(recorded);
      },
    }),
  );
  const idProblem = formatProblem('id_no', numbers.idNo);
  const change = (part: Partial<MandateDraft>): void => draft.setValue((old) => ({ ...old, ...part }));
  const { value } = draft;
  const { validFrom, validTo } = value;
  const send = (): void =>
    record.mutate({
      ...value,
      contactId,
      acts: [...value.acts],
      agentIdNo: typed(numbers.idNo),
      agentMobile: typed(numbers.mobile),
      // An end before the beginning is what the desk calls an invalid term: a missing day must not pass for one.
      validFrom: validFrom ?? 1,
      validTo: validTo ?? 0,
    });
  if (!draft.loaded) return null;
  if (view.level === 'LD') {
    return (
      <Alert
        type="success"
        showIcon
        title={t('mandate.valid')}
        description={t('mandate.covers', {
          acts: view.mandateActs.map((act) => t(`mandateAct.${act}`)).join(t('listSeparator')),
        })}
      />
    );
  }
  return (
    <section className="vf-mandate" aria-label={t('mandate.title')}>
      <div className="row">
        <h2 className="vf-title grow">{t('mandate.title')}</h2>
        <Button size="small" aria-expanded={without} onClick={() => setWithout(!without)}>
          {t('mandate.none')}
        </Button>
      </div>
      {without ? (
        <>
          <MaterialsToSend />
          <PendingPanel contactId={contactId} onDone={onRecorded} preset={['mandate', 'principal_id_copy']} />
        </>
      ) : (
        <form
          className="vf-mandate-form"
          // Enter picks a day: it must not record what is half filled in.
          onSubmit={(event) => event.preventDefault()}
        >
          <label>
            <span className="label">{t('mandate.agentName')}</span>
            <Input
              value={value.agentName}
              maxLength={60}
              onChange={(event) => change({ agentName: event.target.value })}
            />
          </label>
          <label>
            <span className="label">{t('mandate.agentIdNo')}</span>
            <Input
              value={numbers.idNo}
              maxLength={40}
              autoComplete="off"
              status={idProblem === null ? '' : 'warning'}
              aria-invalid={idProblem !== null}
              placeholder={view.mandate?.idOnRecord === true ? t('mandate.onRecord') : t('mandate.ifStated')}
              onChange={(event) => setNumbers((old) => ({ ...old, idNo: event.target.value }))}
            />
            {idProblem === null ? null : <span className="vf-hint vf-problem">{t('mandate.badIdNo')}</span>}
          </label>
          <label>
            <span className="label">{t('mandate.agentMobile')}</span>
            <Input
              value={numbers.mobile}
              maxLength={40}
              inputMode="tel"
              autoComplete="off"
              placeholder={view.registeredMobileMasked ?? t('mandate.ifStated')}
              onChange={(event) => setNumbers((old) => ({ ...old, mobile: event.target.value }))}
            />
          </label>
          <label>
            <span className="label">{t('mandate.matter')}</span>
            <Input value={value.matter} maxLength={400} onChange={(event) => change({ matter: event.target.value })} />
          </label>
          <fieldset className="wide">
            <legend className="label">{t('mandate.acts')}</legend>
            <Checkbox.Group
              value={[...value.acts]}
              onChange={(acts) => change({ acts })}
              options={MANDATE_ACTS.map((act) => ({ value: act, label: t(`mandateAct.${act}`) }))}
            />
          </fieldset>
          <label>
            <span className="label">{t('mandate.validFrom')}</span>
            <DatePicker
              value={validFrom === null ? null : pickedOfInstant(validFrom)}
              onChange={(day) => change({ validFrom: day === null ? null : instantOfPicked(day.startOf('day')) })}
            />
          </label>
          <label>
            <span className="label">{t('mandate.validTo')}</span>
            <DatePicker
              value={validTo === null ? null : pickedOfInstant(validTo)}
              onChange={(day) =>
                change({ validTo: day === null ? null : instantOfPicked(day.startOf('day')) + DAY_MS - 1 })
              }
            />
          </label>
          <EvidenceUpload
            contactId={contactId}
            kind="mandate"
            label={t('mandate.file')}
            evidenceId={value.mandateEvidenceId}
            onStored={(mandateEvidenceId) => change({ mandateEvidenceId })}
          />
          <EvidenceUpload
            contactId={contactId}
            kind="id_copy"
            label={t('mandate.principalIdCopy')}
            evidenceId={value.principalIdCopyEvidenceId}
            onStored={(principalIdCopyEvidenceId) => change({ principalIdCopyEvidenceId })}
          />
          <Checkbox
            checked={value.signedOrSealed}
            onChange={(event) => change({ signedOrSealed: event.target.checked })}
          >
            {t('mandate.signedOrSealed')}
          </Checkbox>
          <PrincipalContact
            contactId={contactId}
            value={value.principalContactId}
            onChange={(principalContactId) => change({ principalContactId })}
          />
          <Button type="primary" disabled={idProblem !== null} loading={record.isPending} onClick={send}>
            {t('mandate.record')}
          </Button>
        </form>
      )}
      <div aria-live="polite">
        {view.mandateProblems.length === 0 ? null : (
          <Alert
            type="warning"
            showIcon
            title={t('mandate.problems')}
            description={
              <ul className="vf-instead">
                {view.mandateProblems.map((problem) => (
                  <li key={problem}>{t(`mandateProblem.${problem}`)}</li>
                ))}
              </ul>
            }
          />
        )}
      </div>
      <RefusalNotice error={record.error} />
    </section>
  );
}

const TO_SEND = ['mandate', 'principalId', 'delegateId', 'principalReachable'] as const;

/** What the delegate is to bring or send, ready to be read out or pasted into a message. */
function MaterialsToSend(): ReactNode {
  const { t } = useTranslation('verify');
  const [copied, setCopied] = useState(false);
  const lines = TO_SEND.map((item, index) => `${index + 1}. ${t(`mandate.toSend.${item}`)}`);
  return (
    <div className="vf-panel">
      <p>{t('mandate.noneWhat')}</p>
      <ol className="vf-instead">
        {TO_SEND.map((item) => (
          <li key={item}>{t(`mandate.toSend.${item}`)}</li>
        ))}
      </ol>
      <Button
        size="small"
        onClick={() => {
          void navigator.clipboard
            .writeText(`${t('mandate.toSend.title')}\n${lines.join('\n')}`)
            .then(() => setCopied(true));
        }}
      >
        {t(copied ? 'mandate.copied' : 'mandate.copy')}
      </Button>
    </div>
  );
}
