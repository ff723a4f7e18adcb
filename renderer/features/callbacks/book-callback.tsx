import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { CallbackForm } from '../../ui/callback-form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/states.tsx';

/** A new promise: for one of my current contacts, or for a number somebody left. */
export function BookCallback({ onBooked }: { onBooked(): void }): ReactNode {
  const { t } = useTranslation('callbacks');
  const contacts = useQuery(desk.contacts.mine.queryOptions({ input: { includeEnded: false } }));
  const [contactId, setContactId] = useState<string | null>(null);
  return (
    <section className="card" aria-label={t('book.open')}>
      <Loaded query={contacts} rows={2}>
        {(mine) => {
          const chosen = mine.find((contact) => contact.contactId === contactId);
          return (
            <>
              <Select
                autoFocus
                className="callbacks-contact"
                aria-label={t('book.contact')}
                value={contactId ?? ''}
                options={[
                  { value: '', label: t('book.noContact') },
                  ...mine.map((contact) => ({
                    value: contact.contactId,
                    label: [
                      t(`terms:channel.${contact.channel}`),
                      formatInstant(contact.startedAt, 'clock'),
                      contact.party?.personMasked ?? contact.party?.merchantMasked ?? contact.cliMasked,
                    ]
                      .filter((part) => part !== null)
                      .join(' · '),
                  })),
                ]}
                onChange={(value: string) => setContactId(value === '' ? null : value)}
              />
              <CallbackForm
                key={contactId}
                contactId={chosen?.contactId ?? null}
                caseId={null}
                partyId={chosen?.party?.partyId ?? null}
                onBooked={onBooked}
              />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
