import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { refusalOf } from '../../ui/refusal.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';
import { FiledPanel } from './filed-panel.tsx';
import { FilingForm } from './filing-form.tsx';
import { IntakeForm } from './intake-form.tsx';
import { OpenCasePanel } from './open-case-panel.tsx';
import type { FiledOutcome } from './use-filing.ts';
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
  const [filed, setFiled] = useState<FiledOutcome | null>(null);
  if (filed !== null) return <JustFiled filed={filed} contact={contact} order={order} onBack={() => setFiled(null)} />;

  const allowed = mayFile(contact, order);
  const open = order.openCase;
  const own = new Set(contact.cases.map(({ caseId }) => caseId));
  const registered = order.pastCases.find(({ caseId, status }) => status === 'intake_only' && own.has(caseId));
  if (open !== null) {
    return own.has(open.caseId) ? (
      <FiledBefore caseId={open.caseId} contact={contact} />
    ) : (
      <OpenCasePanel
        contactId={contact.contactId}
        open={open}
        onAttached={(attached) => setFiled({ outcome: 'attached', case: attached })}
      />
    );
  }
  if (registered !== undefined && !allowed) return <FiledBefore caseId={registered.caseId} contact={contact} />;
  return allowed ? (
    <FilingForm contact={contact} order={order} onFiled={setFiled} />
  ) : (
    <IntakeForm contact={contact} order={order} onFiled={setFiled} />
  );
}

interface JustFiledProps {
  readonly filed: FiledOutcome;
  readonly contact: ContactView;
  readonly order: OrderView;
  onBack(): void;
}

/** What was filed a moment ago, as it stands now: on a desk with a hub the hub may have had another case of the order before. */
function JustFiled({ filed: { outcome, case: first }, contact, order, onBack }: JustFiledProps): ReactNode {
  const live = useQuery(
    desk.cases.get.queryOptions({ input: { caseId: first.caseId }, initialData: first, retry: false }),
  );
  if (refusalOf(live.error)?.code !== 'not_found')
    return <FiledPanel outcome={outcome} filed={live.data} channel={contact.channel} />;
  return order.openCase === null ? (
    <NotTaken onBack={onBack} />
  ) : (
    <FiledBefore caseId={order.openCase.caseId} contact={contact} insteadOf={first.caseCode} />
  );
}

/** The hub said no: why, and every word that was typed, is in the sync centre. */
function NotTaken({ onBack }: { onBack(): void }): ReactNode {
  const { t } = useTranslation('filing');
  return (
    <StepLayout
      label={t('common:step.file')}
      footer={<MainActionButton labelKey="filing:notTaken.again" action={onBack} />}
    >
      <section className="card filing-notice" aria-live="assertive">
        <h2>{t('notTaken.title')}</h2>
        <p>{t('notTaken.text')}</p>
        <Link to="/sync">{t('notTaken.why')}</Link>
      </section>
    </StepLayout>
  );
}

interface FiledBeforeProps {
  readonly caseId: string;
  readonly contact: ContactView;
  /** The code of what was filed here and did not stand. */
  readonly insteadOf?: string;
}

/** What this contact filed earlier, or was put to, when the step is opened again. */
function FiledBefore({ caseId, contact, insteadOf }: FiledBeforeProps): ReactNode {
  const found = useQuery(desk.cases.get.queryOptions({ input: { caseId } }));
  return (
    <Loaded query={found} rows={8}>
      {(view) => {
        const isOwn = view.contacts[0]?.contactId === contact.contactId;
        const outcome = insteadOf !== undefined ? 'merged' : isOwn ? 'filed' : 'attached';
        return <FiledPanel outcome={outcome} filed={view} channel={contact.channel} insteadOf={insteadOf} />;
      }}
    </Loaded>
  );
}
