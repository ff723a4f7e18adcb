import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import { FiledPanel } from './filed-panel.tsx';
import { FilingForm } from './filing-form.tsx';
import { IntakeForm } from './intake-form.tsx';
import { OpenCasePanel } from './open-case-panel.tsx';
import './filing.css';

/** Step four: the cancellation itself, or, below L2, the note that somebody asked for one. */
export function FileStep(): ReactNode {
  const { contactId, orderNo } = useWorkspace();
  const contact = useQuery(desk.contacts.get.queryOptions({ input: { contactId } }));
  const order = useQuery(
    desk.orders.get.queryOptions({ input: { orderNo: orderNo ?? '', contactId }, enabled: orderNo !== null }),
  );
  if (orderNo === null) return <NoOrder />;
  return (
    <Loaded query={contact} rows={8}>
      {(caller) => (
        <Loaded query={order} rows={8}>
          {(view) => <Filing contact={caller} order={view} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function NoOrder(): ReactNode {
  const { t } = useTranslation('filing');
  const { goTo } = useWorkspace();
  return (
    <StepLayout
      label={t('common:step.file')}
      footer={<MainActionButton labelKey="filing:noOrder.find" action={() => goTo('find')} />}
    >
      <EmptyState title={t('noOrder.title')} hint={t('noOrder.hint')} />
    </StepLayout>
  );
}

/** Whether a cancellation of this order may be taken from whom was verified in this contact. The desk decides it again. */
function mayFile({ verification, party }: ContactView, order: OrderView): boolean {
  if (verification.recheckNeeded || party?.partyId !== order.party.partyId) return false;
  if (verification.level === 'LD') return verification.mandateActs.includes('file_cancellation');
  return verification.level === 'L2' || verification.level === 'L3';
}

function Filing({ contact, order }: { readonly contact: ContactView; readonly order: OrderView }): ReactNode {
  const [filed, setFiled] = useState<{ outcome: 'filed' | 'attached'; case: CaseView } | null>(null);
  if (filed !== null) return <FiledPanel outcome={filed.outcome} filed={filed.case} channel={contact.channel} />;

  const allowed = mayFile(contact, order);
  const open = order.openCase;
  const own = new Set(contact.cases.map(({ caseId }) => caseId));
  const registered = order.pastCases.find(({ caseId, status }) => status === 'intake_only' && own.has(caseId));
  if (open !== null) {
    return own.has(open.caseId) ? (
      <FiledBefore caseId={open.caseId} channel={contact.channel} />
    ) : (
      <OpenCasePanel
        contactId={contact.contactId}
        open={open}
        onAttached={(attached) => setFiled({ outcome: 'attached', case: attached })}
      />
    );
  }
  if (registered !== undefined && !allowed) return <FiledBefore caseId={registered.caseId} channel={contact.channel} />;
  return allowed ? (
    <FilingForm contact={contact} order={order} onFiled={setFiled} />
  ) : (
    <IntakeForm contact={contact} order={order} onFiled={setFiled} />
  );
}

/** What this contact filed earlier, when the step is opened again. */
function FiledBefore({
  caseId,
  channel,
}: {
  readonly caseId: string;
  readonly channel: ContactView['channel'];
}): ReactNode {
  const found = useQuery(desk.cases.get.queryOptions({ input: { caseId } }));
  return (
    <Loaded query={found} rows={8}>
      {(view) => <FiledPanel outcome="filed" filed={view} channel={channel} />}
    </Loaded>
  );
}
