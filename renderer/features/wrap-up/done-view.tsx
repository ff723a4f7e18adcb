import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { formatInstant, formatTimer } from '../../ui/format.ts';
import { Kbd } from '../../ui/kbd.tsx';

/** The contact is over and written down; the next one is a key away. */
export function DoneView({ contact }: { readonly contact: ContactView }): ReactNode {
  const { t } = useTranslation('wrap-up');
  const ended = contact.endedAt ?? contact.wrappedUpAt ?? contact.startedAt;
  return (
    <section className="card wu-done" role="status" aria-label={t('done.title')}>
      <h2>
        <span aria-hidden="true">✓ </span>
        {t('done.title')}
      </h2>
      <p className="mute">
        {t('done.times', {
          at: formatInstant(contact.wrappedUpAt, 'time'),
          length: formatTimer(ended - contact.startedAt),
          after: formatTimer((contact.wrappedUpAt ?? ended) - ended),
        })}
      </p>
      {contact.cases.length === 0 ? null : (
        <p>
          {t('done.cases')}{' '}
          {contact.cases.map((one) => (
            <Link key={one.caseId} to="/cases/$caseId" params={{ caseId: one.caseId }}>
              {one.caseCode}
            </Link>
          ))}
        </p>
      )}
      <p>
        {t('done.next')} <Kbd keys="F2" /> {t('common:nav.newCall')} · <Kbd keys="F3" /> {t('common:nav.walkIn')} ·{' '}
        <Link to="/">{t('done.home')}</Link>
      </p>
    </section>
  );
}
