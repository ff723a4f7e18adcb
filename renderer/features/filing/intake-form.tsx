import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { CallbackForm } from '../../ui/callback-form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { ManySelect } from '../../ui/many-select.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import type { FilingDraft } from './filing-draft.ts';
import { focusField } from './missing.ts';
import { ReasonFields } from './reason-fields.tsx';
import { useDecision, useFile, useFilingDrafts, type FiledOutcome, type FilingDrafts } from './use-filing.ts';

interface Props {
  readonly contact: ContactView;
  readonly order: OrderView;
  onFiled(filed: FiledOutcome): void;
}

const MATERIALS = 'filing-intake-materials';
const CALLBACK = 'filing-intake-callback';

/** Below L2 nothing is cancelled and nothing is told: the wish is put on record, and how the caller can come back verified. */
export function IntakeForm(props: Props): ReactNode {
  const drafts = useFilingDrafts(props.contact.contactId, props.order.orderNo);
  const policy = useQuery(desk.policy.current.queryOptions());
  const ready = { ...policy, data: drafts.loaded ? policy.data : undefined };
  return (
    <Loaded query={ready} rows={8}>
      {(pack) => <Form {...props} drafts={drafts} policy={pack} />}
    </Loaded>
  );
}

function Form({
  contact,
  order,
  drafts,
  policy,
  onFiled,
}: Props & { readonly drafts: FilingDrafts; readonly policy: PolicyView }): ReactNode {
  const { t } = useTranslation('filing');
  const { goTo } = useWorkspace();
  const { intake } = useFile(drafts, onFiled);
  const draft = drafts.typed.value;
  const asked = useAskedMaterials(contact.contactId, order.orderNo, drafts);
  const because = draft.intake.noCallbackBecause.trim();
  const change = (part: Partial<FilingDraft['intake']>): void =>
    drafts.change({ intake: { ...draft.intake, ...part } });

  const submit = (): void => {
    if (asked.length === 0) return focusField(MATERIALS);
    if (draft.intake.callback === null && because === '') return focusField(CALLBACK);
    intake.mutate({
      contactId: contact.contactId,
      orderNo: order.orderNo,
      reasonCode: drafts.facts.value.reasonCode,
      reasonText: draft.reasonText.trim(),
      materialsRequested: [...asked],
      callbackId: draft.intake.callback?.callbackId ?? null,
      noCallbackBecause: draft.intake.callback === null ? because : null,
    });
  };
  const { savedAt } = drafts.typed;
  return (
    <StepLayout
      label={t('intake.label')}
      footer={
        <>
          <span className="step-hint">{t('intake.hint')}</span>
          <Button onClick={() => goTo('verify')}>{t('intake.verify')}</Button>
          <MainActionButton
            labelKey="filing:main.intake"
            action={submit}
            enabled={contact.endedAt === null}
            busy={intake.isPending}
          />
        </>
      }
    >
      <RefusalNotice error={intake.error ?? drafts.typed.saveError} />
      <Alert type="info" showIcon title={t('intake.title')} description={t('intake.text')} />
      <div className="filing">
        <div className="filing-column">
          <ReasonFields
            drafts={drafts}
            reasons={policy.reasons.filter((reason) => reason.kinds.includes(order.kind))}
            measure={null}
            saved={savedAt === null ? null : formatInstant(savedAt, 'time')}
          />
          <MaterialsAsked
            policy={policy}
            asked={asked}
            onChange={(materialsRequested) => change({ materialsRequested })}
          />
        </div>
        <div className="filing-column">
          <section className="card filing-block" aria-labelledby="filing-callback-title" id={CALLBACK}>
            <h2 id="filing-callback-title">{t('intake.callback')}</h2>
            {draft.intake.callback === null ? (
              <>
                <CallbackForm
                  contactId={contact.contactId}
                  caseId={null}
                  partyId={contact.party?.partyId ?? null}
                  topics={['verification', 'other']}
                  onBooked={(booked) =>
                    change({ callback: { callbackId: booked.callbackId, slotStart: booked.slotStart } })
                  }
                />
                <label>
                  <span className="label">{t('intake.noCallback')}</span>
                  <Input
                    maxLength={500}
                    placeholder={t('intake.noCallbackPlaceholder')}
                    value={draft.intake.noCallbackBecause}
                    onChange={(event) => change({ noCallbackBecause: event.target.value })}
                  />
                </label>
              </>
            ) : (
              <p className="filing-ok" role="status">
                ✓ {t('intake.booked', { at: formatInstant(draft.intake.callback.slotStart) })}
              </p>
            )}
          </section>
        </div>
      </div>
    </StepLayout>
  );
}

/** What to bring or send: as chosen, else what the decision for this order would ask for. */
function useAskedMaterials(contactId: string, orderNo: string, drafts: FilingDrafts): readonly string[] {
  const decision = useDecision(contactId, orderNo, drafts.facts);
  const chosen = drafts.typed.value.intake.materialsRequested;
  return chosen ?? decision.data?.bring.filter((item) => item.required).map((item) => item.id) ?? [];
}

function MaterialsAsked({
  policy,
  asked,
  onChange,
}: {
  readonly policy: PolicyView;
  readonly asked: readonly string[];
  onChange(asked: readonly string[]): void;
}): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  return (
    <section className="card filing-block" aria-labelledby="filing-asked-title">
      <h2 id="filing-asked-title">{t('intake.materials')}</h2>
      <ManySelect
        id={MATERIALS}
        aria-label={t('intake.materials')}
        placeholder={t('intake.materialsPlaceholder')}
        showSearch={{ optionFilterProp: 'label' }}
        value={[...asked]}
        options={policy.materials.map((item) => ({ value: item.materialId, label: localized(item.name) }))}
        onChange={(chosen: string[]) => onChange(chosen)}
      />
      <p className="mute">{t('intake.materialsHint')}</p>
    </section>
  );
}
