import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackView } from '../../../contract/desk-api/cases.ts';
import { CALLBACK_MAX_ATTEMPTS } from '../../../domain/callbacks/slots.ts';
import type { UtcMs } from '../../../domain/kernel/units.ts';
import { desk } from '../../app/query.ts';
import { useHasRole } from '../../app/session.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Masked } from '../../ui/masked.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { SlotPicker } from '../../ui/slot-picker.tsx';

/**
 * One promise: when, whom, about what, and what can be done about it. The number is seen in the call that keeps it; here only by a
 * supervisor, who may look without one.
 */
export function CallbackRow({ callback }: { readonly callback: CallbackView }): ReactNode {
  const { t } = useTranslation('callbacks');
  const { callbackId, party } = callback;
  const mayLook = useHasRole('supervisor');
  const open = callback.status === 'scheduled' || callback.status === 'rescheduled';
  const who = party?.personMasked ?? party?.merchantMasked ?? t('unknownParty');
  return (
    <li className={callback.overdue ? 'card callback late' : 'card callback'}>
      <div className="callback-when">
        <b>{formatInstant(callback.slotStart, 'short')}</b>
        <span className="mute">{t('minutes', { minutes: callback.minutes })}</span>
        {callback.overdue ? <Tag color="error">{t('overdue')}</Tag> : null}
        {open ? null : <Tag>{t(`terms:callbackStatus.${callback.status}`)}</Tag>}
      </div>
      <div className="grow">
        <div>
          <b>{t(`terms:callbackTopic.${callback.topic}`)}</b> · {who}
          {callback.caseId === null ? null : (
            <>
              {' · '}
              <Link to="/cases/$caseId" params={{ caseId: callback.caseId }}>
                {callback.caseCode}
              </Link>
            </>
          )}
        </div>
        <div className="mute">
          {callback.numberMasked === null || !mayLook ? (
            callback.numberMasked
          ) : (
            <Masked
              masked={callback.numberMasked}
              record={{ type: 'callback', callbackId }}
              field="callbackNumber"
              contactId={null}
            />
          )}{' '}
          {t(`source.${callback.numberSource}`)} · {callback.owner?.displayName ?? t('noOwner')} ·{' '}
          {t('attempts', { made: callback.attempts, most: CALLBACK_MAX_ATTEMPTS })}
        </div>
        {callback.note === '' ? null : <div>{callback.note}</div>}
        {callback.overdue ? <div className="callback-apology">{t('apologise')}</div> : null}
        {callback.tried ? <div className="callback-apology">{t('tried')}</div> : null}
        {callback.status === 'exhausted' ? <div className="callback-apology">{t('exhausted')}</div> : null}
      </div>
      {open ? <Acts callback={callback} who={who} /> : null}
    </li>
  );
}

function Acts({ callback, who }: { readonly callback: CallbackView; readonly who: string }): ReactNode {
  const { t } = useTranslation('callbacks');
  const { callbackId } = callback;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [asking, setAsking] = useState<'reschedule' | 'cancel' | null>(null);
  const done = (): void => {
    setAsking(null);
    void cache.invalidateQueries({ queryKey: desk.callbacks.key() });
  };
  const reschedule = useMutation(desk.callbacks.reschedule.mutationOptions({ onSuccess: done }));
  const cancel = useMutation(desk.callbacks.cancel.mutationOptions({ onSuccess: done }));
  const dial = useMutation(
    desk.callbacks.dial.mutationOptions({
      onSuccess: ({ contactId }) =>
        void navigate({ to: '/contacts/$contactId/$step', params: { contactId, step: 'verify' }, search: {} }),
    }),
  );
  const error = [reschedule, cancel, dial].find((each) => each.error !== null)?.error;
  const toggle = (what: 'reschedule' | 'cancel') => (): void => setAsking(asking === what ? null : what);
  return (
    <div className="callback-acts" role="group" aria-label={t('acts', { who })}>
      <div className="row">
        <Button type="primary" loading={dial.isPending} onClick={() => dial.mutate({ callbackId })}>
          {t('dial')}
        </Button>
        <Button aria-expanded={asking === 'reschedule'} onClick={toggle('reschedule')}>
          {t('reschedule')}
        </Button>
        <Button type="text" aria-expanded={asking === 'cancel'} onClick={toggle('cancel')}>
          {t('cancel.open')}
        </Button>
      </div>
      {asking === 'reschedule' ? (
        <Reschedule
          busy={reschedule.isPending}
          onChosen={(slotStart) => reschedule.mutate({ callbackId, slotStart })}
        />
      ) : null}
      {asking === 'cancel' ? (
        <Cancel busy={cancel.isPending} onReason={(reason) => cancel.mutate({ callbackId, reason })} />
      ) : null}
      <RefusalNotice error={error} />
    </div>
  );
}

function Reschedule({ busy, onChosen }: { readonly busy: boolean; onChosen(slotStart: UtcMs): void }): ReactNode {
  const { t } = useTranslation('callbacks');
  const [slotStart, setSlotStart] = useState<UtcMs | null>(null);
  return (
    <div className="row">
      <SlotPicker value={slotStart} onChange={setSlotStart} />
      <Button
        disabled={slotStart === null}
        loading={busy}
        onClick={() => {
          if (slotStart !== null) onChosen(slotStart);
        }}
      >
        {t('rescheduleTo')}
      </Button>
    </div>
  );
}

function Cancel({ busy, onReason }: { readonly busy: boolean; onReason(reason: string): void }): ReactNode {
  const { t } = useTranslation('callbacks');
  const [reason, setReason] = useState('');
  const said = reason.trim();
  const submit = (): void => {
    if (said !== '') onReason(said);
  };
  return (
    <div className="row">
      <Input
        autoFocus
        aria-label={t('cancel.reason')}
        placeholder={t('cancel.reason')}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={submit}
      />
      <Button danger disabled={said === ''} loading={busy} onClick={submit}>
        {t('cancel.confirm')}
      </Button>
    </div>
  );
}
