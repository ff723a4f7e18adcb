import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { CALLBACK_MAX_ATTEMPTS } from '../../../domain/callbacks/slots.ts';
import { desk } from '../../app/query.ts';
import { Masked } from '../../ui/masked.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import './callbacks.css';

interface Props {
  readonly contact: ContactView;
  /** Nobody was reached: what is left is to wrap up. */
  onUnanswered(): void;
}

/** A call that goes out: the number to dial, and what became of the promise it keeps. @rule 5.5 */
export function OutgoingCall({ contact, onUnanswered }: Props): ReactNode {
  const { t } = useTranslation('callbacks');
  const { contactId, callback, cliMasked, endedAt } = contact;
  return (
    <section className="card call-out" aria-label={t('call.label')}>
      {callback === null ? null : (
        <b>
          {t('call.promised', {
            topic: t(`terms:callbackTopic.${callback.topic}`),
            attempts: t('attempts', { made: callback.attempts, most: CALLBACK_MAX_ATTEMPTS }),
          })}
        </b>
      )}
      {cliMasked === null ? null : (
        <span>
          {t('call.number')}{' '}
          {endedAt === null ? (
            <Masked
              masked={cliMasked}
              record={{ type: 'contact', contactId }}
              field="cli"
              contactId={contactId}
              because={t(callback === null ? 'masked:reason.dial' : 'masked:reason.callback')}
            />
          ) : (
            cliMasked
          )}
        </span>
      )}
      {callback === null || callback.note === '' ? null : <span className="mute grow">{callback.note}</span>}
      {callback === null ? null : <WhatBecame contact={contact} callback={callback} onUnanswered={onUnanswered} />}
    </section>
  );
}

type Promised = NonNullable<ContactView['callback']>;

function WhatBecame({ contact, callback, onUnanswered }: Props & { readonly callback: Promised }): ReactNode {
  const { t } = useTranslation('callbacks');
  const cache = useQueryClient();
  const { contactId } = contact;
  const { callbackId } = callback;
  const done = async (): Promise<void> => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: desk.callbacks.key() }),
      cache.invalidateQueries({ queryKey: desk.contacts.key() }),
    ]);
  };
  const complete = useMutation(desk.callbacks.complete.mutationOptions({ onSuccess: done }));
  const attempt = useMutation(
    desk.callbacks.attempt.mutationOptions({
      onSuccess: async () => {
        await done();
        onUnanswered();
      },
    }),
  );
  if (callback.unanswered) {
    return (
      <span role="status">
        {t(callback.open ? 'call.unanswered' : 'exhausted')}{' '}
        {callback.open ? <Link to="/callbacks">{t('call.move')}</Link> : null}
      </span>
    );
  }
  if (!callback.open) return <span role="status">{t('call.kept')}</span>;
  return (
    <>
      <span className="row" role="group" aria-label={t('call.outcome')}>
        <Button loading={complete.isPending} onClick={() => complete.mutate({ callbackId, contactId })}>
          {t('call.reached')}
        </Button>
        {(['no_answer', 'busy'] as const).map((outcome) => (
          <Button
            key={outcome}
            loading={attempt.isPending}
            onClick={() => attempt.mutate({ callbackId, contactId, outcome })}
          >
            {t(`outcome.${outcome}`)}
          </Button>
        ))}
      </span>
      <span className="mute">{t('call.byWrapUp')}</span>
      <RefusalNotice error={complete.error ?? attempt.error} />
    </>
  );
}
