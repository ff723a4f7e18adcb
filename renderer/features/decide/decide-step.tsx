import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import type { UtcMs } from '../../../domain/kernel/units.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { formatInstant } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import { useOrderFacts } from '../../ui/use-order-facts.ts';
import { Clocks } from './clocks.tsx';
import { FactsForm } from './facts-form.tsx';
import { MoneyTable } from './money-table.tsx';
import { ReasonsList } from './reasons-list.tsx';
import { SideLists } from './side-lists.tsx';
import { VerdictCard } from './verdict-card.tsx';
import './decide.css';

/** Step three: can it be cancelled, why, until when, at what cost, by which way, and what would change the answer. */
export function DecideStep(): ReactNode {
  const { t } = useTranslation('decide');
  const { contactId, orderNo, goTo } = useWorkspace();
  const contact = useQuery(desk.contacts.get.queryOptions({ input: { contactId } }));
  const order = useQuery(
    desk.orders.get.queryOptions({ input: { orderNo: orderNo ?? '', contactId }, enabled: orderNo !== null }),
  );
  if (orderNo === null) {
    return (
      <StepLayout
        label={t('common:step.decide')}
        footer={<MainActionButton labelKey="decide:main.find" action={() => goTo('find')} />}
      >
        <EmptyState title={t('noOrder.title')} hint={t('noOrder.hint')} />
      </StepLayout>
    );
  }
  return (
    <Loaded query={contact} rows={6}>
      {(person) => (
        <Loaded query={order} rows={6}>
          {(view) => <Decision key={view.orderNo} contact={person} order={view} />}
        </Loaded>
      )}
    </Loaded>
  );
}

/** The device is, or was, with the customer: only then is there something to ask about it. */
const WITH_CUSTOMER: ReadonlySet<string> = new Set([
  'delivered',
  'bound',
  'activated',
  'transacting',
  'unbind_requested',
]);

function Decision({ contact, order }: { readonly contact: ContactView; readonly order: OrderView }): ReactNode {
  const { t } = useTranslation('decide');
  const { contactId } = contact;
  const facts = useOrderFacts(contactId, order.orderNo);
  const policy = useQuery(desk.policy.current.queryOptions({ staleTime: 60_000 }));
  const { reasonCode, device, txn } = facts.value;
  const decision = useQuery(
    desk.orders.decide.queryOptions({
      input: { orderNo: order.orderNo, contactId, reasonCode, device, txn },
      enabled: facts.loaded,
      placeholderData: keepPreviousData,
    }),
  );
  const reasons = (policy.data?.reasons ?? []).filter((reason) => reason.kinds.includes(order.kind));
  const asksTxn = order.kind === 'acquiring_txn' ? { state: order.status, amountFen: order.amountFen } : null;
  const asksDevice = order.kind === 'terminal_application' && WITH_CUSTOMER.has(order.terminalStatus ?? '');
  return (
    <StepLayout
      label={t('common:step.decide')}
      footer={decision.data === undefined ? null : <Footer contact={contact} order={order} decision={decision.data} />}
    >
      {facts.loaded ? (
        <FactsForm
          facts={facts.value}
          reasons={reasons}
          asksDevice={asksDevice}
          asksTxn={asksTxn}
          onChange={facts.setValue}
        />
      ) : null}
      <Loaded query={decision} rows={8}>
        {(decided) => (
          <div className="dc" aria-busy={decision.isFetching}>
            <div className="dc-main">
              <Notices decision={decided} since={contact.startedAt} />
              <VerdictCard decision={decided} mayTell={order.mayTellStatus} />
              <Measure decision={decided} />
              <ReasonsList decision={decided} />
              <MoneyTable decision={decided} />
            </div>
            <div>
              <Clocks decision={decided} />
              <SideLists decision={decided} />
            </div>
          </div>
        )}
      </Loaded>
      {decision.data === undefined ? null : <RefusalNotice error={decision.error} />}
    </StepLayout>
  );
}

function Notices({ decision, since }: { readonly decision: PolicyDecision; readonly since: UtcMs }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const { noticeAt } = decision.inputs;
  return (
    <>
      {decision.isSample ? <Alert type="warning" title={t('sample')} banner /> : null}
      {typeof noticeAt === 'number' && noticeAt < since ? (
        <Alert type="info" showIcon title={t('earlierNotice', { at: formatInstant(noticeAt) })} />
      ) : null}
      {decision.warnings.map((warning) => (
        <Alert key={warning.code} type="warning" showIcon title={say(warning.text)} />
      ))}
    </>
  );
}

/** What to do about the reason given; a retention script is offered once and never pressed. */
function Measure({ decision }: { readonly decision: PolicyDecision }): ReactNode {
  const { t } = useTranslation('decide');
  const say = useLocalized();
  const { measure } = decision;
  if (measure === null) return null;
  return (
    <p className="dc-measure">
      <b>{t('measure.title')}</b> {say(measure.text)}
      {measure.needsEvidence ? <span className="dc-warn"> {t('measure.needsEvidence')}</span> : null}
      {measure.retentionScript === null ? null : (
        <span className="mute"> {t('measure.script', { sentence: say(measure.retentionScript) })}</span>
      )}
    </p>
  );
}

interface FooterProps {
  readonly contact: ContactView;
  readonly order: OrderView;
  readonly decision: PolicyDecision;
}

function Footer({ contact, order, decision }: FooterProps): ReactNode {
  const { t } = useTranslation('decide');
  const { goTo } = useWorkspace();
  const { level } = contact.verification;
  const enough = level !== 'L0' && level !== 'L1';
  const goodwill = decision.wouldChange.some((change) => change.code === 'goodwill');
  const nothingToFile = decision.result === 'not_cancellable' && !goodwill;
  return (
    <>
      <span className="step-hint">
        {t('footer.kept', { version: decision.packVersion, count: decision.reasons.length })}
      </span>
      {order.openCase !== null ? (
        <ExistingCase contact={contact} openCase={order.openCase} />
      ) : nothingToFile ? (
        <>
          <Button onClick={() => goTo('file')}>{t('main.fileAnyway')}</Button>
          <MainActionButton labelKey="decide:main.wrapUp" action={() => goTo('wrap-up')} />
        </>
      ) : (
        <MainActionButton labelKey={enough ? 'decide:main.file' : 'decide:main.intake'} action={() => goTo('file')} />
      )}
    </>
  );
}

/** One open case per order: this contact joins it, it is never filed twice. */
function ExistingCase({
  contact,
  openCase,
}: {
  readonly contact: ContactView;
  readonly openCase: NonNullable<OrderView['openCase']>;
}): ReactNode {
  const navigate = useNavigate();
  const { caseId } = openCase;
  const open = (): void => void navigate({ to: '/cases/$caseId', params: { caseId } });
  const attach = useMutation(desk.cases.attachContact.mutationOptions({ onSuccess: open }));
  const joined = contact.cases.some((one) => one.caseId === caseId) || contact.endedAt !== null;
  return (
    <>
      <RefusalNotice error={attach.error} />
      <MainActionButton
        labelKey={joined ? 'decide:main.openCase' : 'decide:main.joinCase'}
        busy={attach.isPending}
        action={() => (joined ? open() : attach.mutate({ caseId, contactId: contact.contactId }))}
      />
    </>
  );
}
