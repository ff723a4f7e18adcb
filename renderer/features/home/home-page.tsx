import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { desk } from '../../app/query.ts';
import { useHasRole, useUser } from '../../app/session.tsx';
import { formatInstant, formatTimer, useNow } from '../../ui/format.ts';
import { FollowUps } from '../../ui/follow-ups.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { LevelBadge } from '../../ui/level-badge.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import './home.css';

/** The front page: contacts not wrapped up yet, the ones of today, and the first key to press. */
export function HomePage(): ReactNode {
  const { t } = useTranslation('home');
  const user = useUser();
  const mayHaveContacts = useHasRole('agent', 'clerk', 'supervisor');
  const mine = useQuery(desk.contacts.mine.queryOptions({ input: { includeEnded: true }, enabled: mayHaveContacts }));
  return (
    <section className="page">
      <header>
        <h1>{t('hello', { name: user.displayName })}</h1>
      </header>
      {mayHaveContacts ? (
        <>
          <div className="card home-keys">
            {(['F2', 'F3', 'Ctrl K', 'F8', '?'] as const).map((keys) => (
              <span key={keys}>
                <Kbd keys={keys} /> {t(`key.${keys.replace(' ', '')}`)}
              </span>
            ))}
          </div>
          <MyFollowUps />
          <Loaded query={mine}>
            {(contacts) => (
              <>
                <ContactList
                  title={t('open')}
                  empty={t('openEmpty')}
                  contacts={contacts.filter((contact) => contact.wrappedUpAt === null)}
                />
                <ContactList
                  title={t('done')}
                  empty={t('doneEmpty')}
                  contacts={contacts.filter((contact) => contact.wrappedUpAt !== null)}
                />
              </>
            )}
          </Loaded>
        </>
      ) : (
        <EmptyState title={t('noContacts')} hint={t('noContactsHint')} />
      )}
    </section>
  );
}

/** What I promised, or is to be done next on what is mine; nothing where nothing is open. */
function MyFollowUps(): ReactNode {
  const { t } = useTranslation('home');
  const mine = useQuery(desk.contacts.myFollowUps.queryOptions());
  if (mine.data === undefined || mine.data.length === 0) return null;
  return (
    <section className="card" aria-label={t('followUps')}>
      <h2 className="section-title">{t('followUps')}</h2>
      <FollowUps followUps={mine.data} showCase mayFinish />
    </section>
  );
}

function ContactList({
  title,
  empty,
  contacts,
}: {
  readonly title: string;
  readonly empty: string;
  readonly contacts: readonly ContactView[];
}): ReactNode {
  return (
    <section className="card" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      {contacts.length === 0 ? (
        <p className="mute">{empty}</p>
      ) : (
        <ul className="home-list">
          {contacts.map((contact) => (
            <ContactLine key={contact.contactId} contact={contact} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ContactLine({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useTranslation('terms');
  const now = useNow();
  return (
    <li>
      <Link
        to="/contacts/$contactId/$step"
        params={{ contactId: contact.contactId, step: contact.endedAt === null ? 'verify' : 'wrap-up' }}
        search={contact.orderNo === null ? {} : { order: contact.orderNo }}
      >
        <span>{t(`channel.${contact.channel}`)}</span>
        <span>{contact.party?.personMasked ?? contact.cliMasked ?? '—'}</span>
        <span>{contact.party?.merchantMasked ?? ''}</span>
        <span className="mute">
          {contact.handedOver === null || contact.wrappedUpAt !== null
            ? contact.cases.map((one) => `${one.caseCode} ${t(`caseStatus.${one.status}`)}`).join('，')
            : t('home:handedOver', { name: contact.handedOver.by.displayName, note: contact.handedOver.note })}
        </span>
        <span className="mute">{formatInstant(contact.startedAt, 'clock')}</span>
        <span>{formatTimer((contact.endedAt ?? now) - contact.startedAt)}</span>
        <LevelBadge level={contact.verification.level} />
      </Link>
    </li>
  );
}
