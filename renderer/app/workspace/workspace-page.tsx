import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import { lazy, Suspense, useEffect, useEffectEvent, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { OutgoingCall } from '../../features/callbacks/outgoing-call.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/states.tsx';
import { desk } from '../query.ts';
import { useUser } from '../session.tsx';
import { OrderCard } from './order-card.tsx';
import { StepsBar } from './steps-bar.tsx';
import { useWorkspace, WorkspaceProvider, type Step } from './workspace.tsx';
import './workspace.css';

const STEP_SCREENS: Readonly<Record<Step, ComponentType>> = {
  verify: lazy(async () => ({ default: (await import('../../features/verify/verify-step.tsx')).VerifyStep })),
  find: lazy(async () => ({ default: (await import('../../features/search/find-step.tsx')).FindStep })),
  decide: lazy(async () => ({ default: (await import('../../features/decide/decide-step.tsx')).DecideStep })),
  file: lazy(async () => ({ default: (await import('../../features/filing/file-step.tsx')).FileStep })),
  tasks: lazy(async () => ({ default: (await import('../../features/tasks/tasks-step.tsx')).TasksStep })),
  'wrap-up': lazy(async () => ({ default: (await import('../../features/wrap-up/wrap-up-step.tsx')).WrapUpStep })),
};

/** One contact from verification to wrap-up: the steps, the order in hand, and the step one is at. */
export function WorkspacePage(): ReactNode {
  return (
    <WorkspaceProvider>
      <ContactInHand />
    </WorkspaceProvider>
  );
}

function ContactInHand(): ReactNode {
  const { contactId } = useWorkspace();
  const contact = useQuery(desk.contacts.get.queryOptions({ input: { contactId } }));
  return (
    <div className="ws">
      <Loaded query={contact} rows={8}>
        {(view) => <Steps key={view.contactId} contact={view} />}
      </Loaded>
    </div>
  );
}

function Steps({ contact }: { readonly contact: ContactView }): ReactNode {
  const { step, orderNo, goTo } = useWorkspace();
  const user = useUser();
  useOneOrder(contact);
  const Screen = STEP_SCREENS[step];
  return (
    <>
      <StepsBar contact={contact} />
      <ContactNotice contact={contact} />
      {contact.direction === 'outbound' && contact.owner.userId === user.userId && contact.wrappedUpAt === null ? (
        <OutgoingCall contact={contact} onUnanswered={() => goTo('wrap-up')} />
      ) : null}
      {orderNo === null ? null : <OrderCard orderNo={orderNo} contactId={contact.contactId} />}
      <div className="ws-step">
        <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 6 }} />}>
          <Screen key={`${step}:${orderNo ?? ''}`} />
        </Suspense>
      </div>
    </>
  );
}

/** Keeps the order in hand and the one on record the same: a contact that is taken up again brings its order, a chosen one is put on record. */
function useOneOrder(contact: ContactView): void {
  const { contactId } = contact;
  const { step, orderNo, chooseOrder } = useWorkspace();
  const user = useUser();
  const cache = useQueryClient();
  const mine = contact.owner.userId === user.userId && contact.endedAt === null;
  const order = useQuery(
    desk.orders.get.queryOptions({ input: { orderNo: orderNo ?? '', contactId }, enabled: orderNo !== null }),
  ).data;
  const link = useMutation(
    desk.contacts.linkParty.mutationOptions({
      onSuccess: (linked) => cache.setQueryData(desk.contacts.get.queryKey({ input: { contactId } }), linked),
    }),
  );
  const takeUp = useEffectEvent((known: string | null) => {
    if (known !== null && orderNo === null) chooseOrder(known, step);
  });
  useEffect(() => takeUp(contact.orderNo), [contact.orderNo]);

  const partyId = order?.orderNo === orderNo ? order?.party.partyId : undefined;
  const putOnRecord = useEffectEvent((chosen: string, itsParty: string) => {
    if (mine && contact.orderNo !== chosen)
      link.mutate({ contactId, partyId: itsParty, orderNo: chosen, how: 'search' });
  });
  useEffect(() => {
    if (orderNo !== null && partyId !== undefined) putOnRecord(orderNo, partyId);
  }, [orderNo, partyId]);
}

/** Why nothing can be changed here, where that is so: somebody else's contact, or one that is over. */
function ContactNotice({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useTranslation('workspace');
  const user = useUser();
  const { step, goTo } = useWorkspace();
  if (contact.owner.userId !== user.userId) {
    return <Alert type="info" showIcon title={t('notice.otherOwner', { name: contact.owner.displayName })} />;
  }
  if (contact.endedAt === null) return <HandedOver contact={contact} here={step === 'verify'} />;
  if (step === 'wrap-up') return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t(contact.wrappedUpAt === null ? 'notice.ended' : 'notice.wrappedUp')}
      action={
        <Button size="small" onClick={() => goTo('wrap-up')}>
          {t('notice.toWrapUp')}
        </Button>
      }
    />
  );
}

/** What a colleague said when they gave this contact away: until it was checked whom one is talking to, and at the first step. */
function HandedOver({ contact, here }: { readonly contact: ContactView; readonly here: boolean }): ReactNode {
  const { t } = useTranslation('workspace');
  const { goTo } = useWorkspace();
  const { handedOver, verification } = contact;
  if (handedOver === null || !(here || verification.recheckNeeded)) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('notice.handedOver', { name: handedOver.by.displayName, at: formatInstant(handedOver.at, 'clock') })}
      description={handedOver.note}
      action={
        here ? null : (
          <Button size="small" onClick={() => goTo('verify')}>
            {t('notice.toRecheck')}
          </Button>
        )
      }
    />
  );
}
