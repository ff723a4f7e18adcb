import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { desk } from '../../app/query.ts';
import { useScan } from '../../app/scan.tsx';
import { useShortcut } from '../../app/shortcuts.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import { CustomerCard } from './customer-card.tsx';
import { FeeConsents } from './fee-consents.tsx';
import { filingInputOf } from './filing-draft.ts';
import { MaterialsList } from './materials-list.tsx';
import { FIELD, focusField, missingOf, type Missing } from './missing.ts';
import { PolicyCard } from './policy-card.tsx';
import { PreferenceFields } from './preference-fields.tsx';
import { ReadBack } from './read-back.tsx';
import { ReasonFields } from './reason-fields.tsx';
import { useDecision, useFile, useFilingDrafts, type FiledOutcome, type FilingDrafts } from './use-filing.ts';

interface Props {
  readonly contact: ContactView;
  readonly order: OrderView;
  onFiled(filed: FiledOutcome): void;
}

/** The application of a verified customer: everything 5.2 asks of a submission, on one screen, by keyboard alone. */
export function FilingForm({ contact, order, onFiled }: Props): ReactNode {
  const drafts = useFilingDrafts(contact.contactId, order.orderNo);
  const policy = useQuery(desk.policy.current.queryOptions());
  const decision = useDecision(contact.contactId, order.orderNo, drafts.facts);
  const ready = { ...decision, data: drafts.loaded ? decision.data : undefined };
  return (
    <Loaded query={policy} rows={8}>
      {(pack) => (
        <Loaded query={ready} rows={8}>
          {(decided) => (
            <Form
              contact={contact}
              order={order}
              policy={pack}
              decision={decided}
              deciding={decision.isPlaceholderData}
              drafts={drafts}
              onFiled={onFiled}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface FormProps extends Props {
  readonly policy: PolicyView;
  readonly decision: PolicyDecision;
  readonly deciding: boolean;
  readonly drafts: FilingDrafts;
}

function Form({ contact, order, policy, decision, deciding, drafts, onFiled }: FormProps): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  const { counterMode } = usePreferences();
  const [showing, setShowing] = useState(false);
  const [scanned, setScanned] = useState<string | null>(null);
  const { file } = useFile(drafts, onFiled);
  const atCounter = counterMode || contact.channel === 'walk_in';
  useShortcut('f9', 'filing:customer.show', () => setShowing((was) => !was), atCounter);
  useScan((code) => {
    setScanned(code.slice(-6));
    // Once the line about the scan is there, so that the field is still in sight below it.
    requestAnimationFrame(() => focusField(FIELD.material('device_and_accessories')));
  });

  const { typed, facts } = drafts;
  const missing = missingOf({
    draft: typed.value,
    reasonCode: facts.value.reasonCode,
    decision,
    contact,
  });
  const submit = (): void => {
    const [first] = missing;
    if (first !== undefined) return focusField(first.field);
    const ids = { contactId: contact.contactId, orderNo: order.orderNo };
    const input = filingInputOf(ids, typed.value, facts.value, decision);
    if (input !== null) file.mutate(input);
  };
  const part = { drafts, contact, decision } as const;

  return (
    <StepLayout
      label={t('common:step.file')}
      footer={
        <>
          <MissingList missing={missing} />
          {atCounter ? (
            <Button aria-pressed={showing} onClick={() => setShowing(!showing)}>
              {t(showing ? 'customer.hide' : 'customer.show')} <Kbd keys="F9" />
            </Button>
          ) : null}
          <MainActionButton
            labelKey="filing:main.file"
            action={submit}
            enabled={!deciding && contact.endedAt === null}
            busy={file.isPending}
          />
        </>
      }
    >
      <RefusalNotice error={file.error ?? typed.saveError} />
      {decision.result === 'not_cancellable' ? (
        <Alert type="warning" showIcon title={localized(decision.headline)} description={localized(decision.summary)} />
      ) : null}
      {showing ? (
        <CustomerCard order={order} decision={decision} draft={typed.value} />
      ) : (
        <div className={atCounter ? 'filing whole counter' : 'filing whole'}>
          <div className="filing-column">
            <ReasonFields
              drafts={drafts}
              reasons={policy.reasons.filter((reason) => reason.kinds.includes(order.kind))}
              measure={decision.measure}
              saved={typed.savedAt === null ? null : formatInstant(typed.savedAt, 'time')}
            />
            <PolicyCard {...part} policy={policy} />
          </div>
          <div className="filing-column">
            <PreferenceFields drafts={drafts} />
            <FeeConsents {...part} />
            <MaterialsList {...part} atCounter={atCounter} scanned={scanned} snsMasked={order.terminalSnsMasked} />
          </div>
          <ReadBack {...part} order={order} reasons={policy.reasons} />
        </div>
      )}
    </StepLayout>
  );
}

/** Each thing still to be done by name; Enter goes there. */
function MissingList({ missing }: { readonly missing: readonly Missing[] }): ReactNode {
  const { t } = useTranslation('filing');
  const localized = useLocalized();
  return (
    <div className="step-hint filing-missing" role="status">
      {missing.length === 0 ? (
        <span className="filing-ok">✓ {t('missing.none')}</span>
      ) : (
        <>
          <span>{t('missing.title', { count: missing.length })}</span>
          {missing.map((item) => (
            <button key={`${item.key}:${item.field}`} type="button" onClick={() => focusField(item.field)}>
              {t(`missing.${item.key}`, { name: item.name === null ? '' : localized(item.name) })}
            </button>
          ))}
        </>
      )}
    </div>
  );
}
