import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';

interface Props {
  /** The contact in which the delegate is. */
  readonly contactId: string;
  readonly value: string | null;
  onChange(principalContactId: string): void;
}

/**
 * The talk in which the principal confirmed the mandate: one in which they were verified themselves, at L1 or better. A tick would
 * prove nothing; the call to the registered number is a contact of its own. @rule 6 (LD)
 */
export function PrincipalContact({ contactId, value, onChange }: Props): ReactNode {
  const { t } = useTranslation('verify');
  const navigate = useNavigate();
  const cache = useQueryClient();
  const talks = useQuery(desk.verification.principalContacts.queryOptions({ input: { contactId } }));
  const call = useMutation(
    desk.verification.callPrincipal.mutationOptions({
      onSuccess: (made) => {
        void cache.invalidateQueries({ queryKey: desk.contacts.key() });
        void navigate({
          to: '/contacts/$contactId/$step',
          params: { contactId: made.contactId, step: 'verify' },
          search: made.orderNo === null ? {} : { order: made.orderNo },
        });
      },
    }),
  );
  const found = talks.data ?? [];
  return (
    <fieldset className="wide">
      <legend className="label">{t('principal.label')}</legend>
      {found.length === 0 ? (
        <p className="mute">{t('principal.none')}</p>
      ) : (
        <Radio.Group
          value={value}
          onChange={(event) => onChange(String(event.target.value))}
          options={found.map((talk) => ({
            value: talk.contactId,
            label: t('principal.talk', {
              at: formatInstant(talk.at, 'short'),
              by: talk.by.displayName,
              number: talk.numberMasked ?? t('principal.inPerson'),
            }),
          }))}
        />
      )}
      <Button size="small" loading={call.isPending} onClick={() => call.mutate({ contactId })}>
        {t('principal.call')}
      </Button>
      <RefusalNotice error={call.error ?? talks.error} />
    </fieldset>
  );
}
