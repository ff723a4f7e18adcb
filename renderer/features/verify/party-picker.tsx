import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candidate, ContactView } from '../../../contract/desk-api/contacts.ts';
import type { SearchHit } from '../../../contract/desk-api/orders.ts';
import { desk } from '../../app/query.ts';
import { useScan } from '../../app/scan.tsx';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { formatInstant } from '../../ui/format.ts';
import { HubLines } from '../../ui/hub-lines.tsx';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { Loaded } from '../../ui/states.tsx';

interface Props {
  readonly contact: ContactView;
  onLinked(contact: ContactView): void;
}

const LOOKUP_LIMIT = 8;

/** Who this may be: candidates from the number alone, or whoever an order number leads to. None of it is proof. */
export function PartyPicker({ contact, onLinked }: Props): ReactNode {
  const { t } = useTranslation('verify');
  const { contactId } = contact;
  const { chooseOrder } = useWorkspace();
  const candidates = useQuery(desk.contacts.candidates.queryOptions({ input: { contactId } }));
  const link = useMutation(
    desk.contacts.linkParty.mutationOptions({
      onSuccess: (linked, { orderNo }) => {
        onLinked(linked);
        if (orderNo !== null) chooseOrder(orderNo, 'verify');
      },
    }),
  );
  const choose = (candidate: Candidate): void => {
    const only = candidate.orders.length === 1 ? candidate.orders[0] : undefined;
    link.mutate({ contactId, partyId: candidate.partyId, orderNo: only?.orderNo ?? null, how: 'screen_pop' });
  };
  return (
    <>
      <h2 className="vf-title">{t('party.title')}</h2>
      {contact.channel === 'phone' ? (
        <Loaded query={candidates} rows={2}>
          {(found) => <CandidateList candidates={found} cli={contact.cliMasked} onChoose={choose} />}
        </Loaded>
      ) : null}
      <OrderLookup
        autoFocus={candidates.data?.length === 0 || contact.channel !== 'phone'}
        onChoose={(hit) => link.mutate({ contactId, partyId: hit.partyId, orderNo: hit.orderNo, how: 'search' })}
      />
      <RefusalNotice error={link.error} />
    </>
  );
}

/** Arrow keys go through a list of buttons. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...(event.currentTarget.closest('ul')?.querySelectorAll('button') ?? [])];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  event.preventDefault();
}

function CandidateList({
  candidates,
  cli,
  onChoose,
}: {
  readonly candidates: readonly Candidate[];
  readonly cli: string | null;
  onChoose(candidate: Candidate): void;
}): ReactNode {
  const { t } = useTranslation('verify');
  if (cli === null) return <p className="mute">{t('party.noNumber')}</p>;
  if (candidates.length === 0) return <p className="mute">{t('party.noCandidate', { number: cli })}</p>;
  return (
    <>
      <p className="vf-caution">
        {t('party.candidates', { count: candidates.length, number: cli })} <b>{t('party.notProof')}</b>
      </p>
      <ul className="vf-list" aria-label={t('party.candidatesLabel')}>
        {candidates.map((candidate, index) => (
          <li key={candidate.partyId}>
            <button
              type="button"
              autoFocus={index === 0 && mayTakeFocus()}
              onClick={() => onChoose(candidate)}
              onKeyDown={moveFocus}
            >
              <b>{candidate.personMasked ?? candidate.merchantMasked ?? '—'}</b>
              <span>{candidate.personMasked === null ? null : candidate.merchantMasked}</span>
              <span className="mute">
                {t(`terms:buyerType.${candidate.buyerType}`)} · {t('party.orders', { count: candidate.orders.length })}
                {candidate.orders[0] === undefined ? null : ` · ${candidate.orders[0].orderNo}`}
              </span>
              {candidate.openCaseCode === null ? null : (
                <Tag color="processing">{t('party.openCase', { code: candidate.openCaseCode })}</Tag>
              )}
              {candidate.locked ? <Tag color="error">{t('party.locked')}</Tag> : null}
              {index === 0 ? <Kbd keys="↵" /> : null}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The way without a known number: the caller names an order, a serial or merchant number. What is found stays masked. */
function OrderLookup({
  autoFocus,
  onChoose,
}: {
  readonly autoFocus: boolean;
  onChoose(hit: SearchHit): void;
}): ReactNode {
  const { t } = useTranslation('verify');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const answer = useQuery(
    desk.orders.search.queryOptions({ input: { text: asked, limit: LOOKUP_LIMIT }, enabled: asked !== '' }),
  );
  const ask = (text: string): void => {
    setTyped(text);
    setAsked(text.trim());
  };
  useScan(ask);
  const hits = asked === '' ? [] : (answer.data?.hits ?? []);
  return (
    <>
      <form
        className="vf-lookup"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const first = hits[0];
          if (asked === typed.trim() && hits.length === 1 && first !== undefined) onChoose(first);
          else ask(typed);
        }}
      >
        <label className="grow">
          <span className="label">{t('party.lookup')}</span>
          <Input
            // The field comes to the front once it is known that no candidate is there to choose.
            key={String(autoFocus)}
            autoFocus={autoFocus && mayTakeFocus()}
            value={typed}
            maxLength={80}
            placeholder={t('party.lookupHint')}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return;
              list.current?.querySelector('button')?.focus();
              event.preventDefault();
            }}
          />
        </label>
        <Button htmlType="submit" loading={answer.isFetching}>
          {t('party.find')} <Kbd keys="↵" />
        </Button>
      </form>
      <div aria-live="polite">
        {asked !== '' && answer.data !== undefined && hits.length === 0 ? (
          <p className="mute">{t('party.nothingFound')}</p>
        ) : null}
        {hits.length > 1 ? <p className="mute">{t('party.several', { count: hits.length })}</p> : null}
      </div>
      {asked !== '' && answer.data !== undefined && hits.length === 0 ? (
        <HubLines text={asked} onChoose={onChoose} />
      ) : null}
      {hits.length === 0 ? null : (
        <ul className="vf-list" ref={list} aria-label={t('party.hitsLabel')}>
          {hits.map((hit) => (
            <li key={hit.orderNo}>
              <button type="button" onClick={() => onChoose(hit)} onKeyDown={moveFocus}>
                <b>{hit.orderNo}</b>
                <span>{hit.personMasked ?? hit.merchantMasked ?? '—'}</span>
                <span className="mute">
                  {t(`terms:orderKind.${hit.kind}`)} · {formatInstant(hit.orderedAt, 'day')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <RefusalNotice error={answer.error} />
    </>
  );
}
