import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Segmented, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { useShortcut } from '../../app/shortcuts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import './contact.css';

export type StartedChannel = 'phone' | 'walk_in';

interface Props {
  readonly channel: StartedChannel;
  onStarted(contactId: string): void;
  onClose(): void;
}

/** F2 and F3: a strip, not a dialog. Enter starts; a number that is not known yet can stay empty. */
export function ContactStarter({ channel, onStarted, onClose }: Props): ReactNode {
  const { t } = useTranslation('contact');
  const cache = useQueryClient();
  const [direction, setDirection] = useState<'inbound' | 'outbound'>('inbound');
  const [cli, setCli] = useState('');
  const [waitedMinutes, setWaitedMinutes] = useState<number | null>(null);
  const first = useRef<InputRef>(null);
  useEffect(() => {
    if (channel === 'phone') first.current?.focus();
  }, [channel]);
  const start = useMutation(
    desk.contacts.start.mutationOptions({
      onSuccess: async (contact) => {
        cache.setQueryData(desk.contacts.get.queryKey({ input: { contactId: contact.contactId } }), contact);
        await cache.invalidateQueries({ queryKey: [['contacts', 'mine']] });
        onStarted(contact.contactId);
      },
    }),
  );
  useShortcut('esc', 'common:action.cancel', onClose);
  const submit = (): void =>
    start.mutate({
      channel,
      direction: channel === 'phone' ? direction : 'inbound',
      cli: channel === 'phone' && cli.trim() !== '' ? cli.trim() : null,
      waitedSeconds: waitedMinutes === null ? null : Math.round(waitedMinutes * 60),
      callbackId: null,
    });
  return (
    <form
      className="starter"
      aria-label={t(`start.${channel}`)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <strong>{t(`start.${channel}`)}</strong>
      {channel === 'phone' ? (
        <>
          <label className="field">
            <span className="label">{t('start.cli')}</span>
            <Input
              ref={first}
              value={cli}
              onChange={(event) => setCli(event.target.value)}
              inputMode="tel"
              placeholder={t('start.cliHint')}
              style={{ width: 190 }}
            />
          </label>
          <div className="field">
            <span className="label">{t('start.direction')}</span>
            <Segmented
              aria-label={t('start.direction')}
              value={direction}
              onChange={setDirection}
              options={[
                { label: t('direction.inbound'), value: 'inbound' },
                { label: t('direction.outbound'), value: 'outbound' },
              ]}
            />
          </div>
        </>
      ) : null}
      <label className="field">
        <span className="label">{t('start.waited')}</span>
        <InputNumber min={0} max={600} value={waitedMinutes} onChange={setWaitedMinutes} style={{ width: 110 }} />
      </label>
      <Button type="primary" htmlType="submit" loading={start.isPending} autoFocus={channel === 'walk_in'}>
        {t('start.go')} <Kbd keys="↵" />
      </Button>
      <Button type="text" onClick={onClose}>
        {t('common:action.cancel')} <Kbd keys="Esc" />
      </Button>
      <RefusalNotice error={start.error} />
    </form>
  );
}
