import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { desk } from '../../app/query.ts';
import { useHasRole } from '../../app/session.tsx';
import { formatTimer, useNow } from '../../ui/format.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';
import './contact.css';

const SHOWN = 2;

/** The contacts in progress: channel, timer, masked caller, level. The rest are on the front page. */
export function ContactChips(): ReactNode {
  const mayHaveContacts = useHasRole('agent', 'clerk', 'supervisor');
  const { t } = useTranslation('contact');
  const { contactId } = useParams({ strict: false }) as { contactId?: string };
  const mine = useQuery(
    desk.contacts.mine.queryOptions({
      input: { includeEnded: true },
      enabled: mayHaveContacts,
      refetchInterval: 20_000,
    }),
  );
  const open = (mine.data ?? []).filter((contact) => contact.wrappedUpAt === null);
  const sorted = open.toSorted(
    (a, b) => Number(b.contactId === contactId) - Number(a.contactId === contactId) || b.startedAt - a.startedAt,
  );
  if (sorted.length === 0) return <span className="mute">{mayHaveContacts ? t('none') : ''}</span>;
  return (
    <div className="chips">
      {sorted.slice(0, SHOWN).map((contact) => (
        <Chip key={contact.contactId} contact={contact} here={contact.contactId === contactId} />
      ))}
      {sorted.length > SHOWN ? (
        <Link className="contact-chip" to="/">
          +{sorted.length - SHOWN}
        </Link>
      ) : null}
    </div>
  );
}

function Chip({ contact, here }: { readonly contact: ContactView; readonly here: boolean }): ReactNode {
  const { t } = useTranslation('contact');
  const now = useNow();
  const state = contact.endedAt !== null ? 'ended' : contact.heldSince !== null ? 'held' : 'live';
  return (
    <Link
      className={here ? 'contact-chip on' : 'contact-chip'}
      to="/contacts/$contactId/$step"
      params={{ contactId: contact.contactId, step: contact.endedAt === null ? 'verify' : 'wrap-up' }}
      search={contact.orderNo === null ? {} : { order: contact.orderNo }}
    >
      <span className={`dot ${state}`} />
      <span>
        {t(
          `chip.${state}.${contact.channel === 'phone' ? 'phone' : contact.channel === 'walk_in' ? 'walk_in' : 'other'}`,
        )}{' '}
        <b>{formatTimer((contact.endedAt ?? now) - contact.startedAt)}</b>
        {contact.cliMasked === null ? null : ` · ${contact.cliMasked}`}
        {contact.party?.personMasked == null ? null : ` · ${contact.party.personMasked}`}
      </span>
      <LevelBadge level={contact.verification.level} />
    </Link>
  );
}
