import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { useScan } from '../../app/scan.tsx';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { SearchField } from './search-field.tsx';

/** Step two: the orders of the customer in hand, and the same search as on top; a scan of a slip or a terminal lands here. */
export function FindStep(): ReactNode {
  const { t } = useTranslation('search');
  const { contactId, chooseOrder } = useWorkspace();
  const [text, setText] = useState('');
  useScan(setText);
  const contact = useQuery(desk.contacts.get.queryOptions({ input: { contactId } }));
  const partyId = contact.data?.party?.partyId;
  const orders = useQuery(
    desk.orders.ofParty.queryOptions({
      input: { partyId: partyId ?? '', cursor: null },
      enabled: partyId !== undefined,
    }),
  );
  return (
    <section className="find-step" aria-label={t('common:step.find')}>
      <SearchField
        label="step"
        text={text}
        open
        autoFocus={mayTakeFocus()}
        panelClassName="card list"
        suggested={{ title: t('ofParty'), hits: orders.data?.hits ?? [] }}
        onText={setText}
        onChoose={(hit) => chooseOrder(hit.orderNo)}
      />
      {text.trim() !== '' ? null : contact.data !== undefined && partyId === undefined ? (
        <EmptyState title={t('noParty')} hint={t('noPartyHint')} />
      ) : null}
      {text.trim() === '' && orders.data?.hits.length === 0 ? (
        <EmptyState title={t('nothing')} hint={t('noPartyHint')} />
      ) : null}
      <RefusalNotice error={orders.error} />
    </section>
  );
}
