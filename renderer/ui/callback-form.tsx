import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackView } from '../../contract/desk-api/cases.ts';
import { CALLBACK_TOPICS, type CallbackTopic } from '../../domain/callbacks/events.ts';
import { CALLBACK_MINUTES } from '../../domain/callbacks/slots.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { desk } from '../app/query.ts';
import { RefusalNotice } from './refusal.tsx';
import { SlotPicker } from './slot-picker.tsx';
import './callback-form.css';

interface Props {
  readonly contactId: string | null;
  readonly caseId: string | null;
  /** Whose registered number would be dialled; without a party a number has to be stated. */
  readonly partyId: string | null;
  /** What may be arranged here; the first is chosen. Everything unless said otherwise. */
  readonly topics?: readonly CallbackTopic[];
  onBooked(booked: CallbackView): void;
}

/** Books a call back: what it is about (which gives its length), when, and to which number. @rule 5.5 */
export function CallbackForm({ contactId, caseId, partyId, topics = CALLBACK_TOPICS, onBooked }: Props): ReactNode {
  const { t } = useTranslation('callbacks');
  const cache = useQueryClient();
  const [topic, setTopic] = useState<CallbackTopic>(topics[0] ?? 'other');
  const [slotStart, setSlotStart] = useState<UtcMs | null>(null);
  const [source, setSource] = useState<'registered' | 'stated'>(partyId === null ? 'stated' : 'registered');
  const [stated, setStated] = useState('');
  const [note, setNote] = useState('');
  const numberSource = partyId === null ? 'stated' : source;
  const book = useMutation(
    desk.callbacks.schedule.mutationOptions({
      onSuccess: (booked) => {
        void cache.invalidateQueries({ queryKey: desk.callbacks.key() });
        onBooked(booked);
      },
    }),
  );
  const digits = stated.replaceAll(/[\s-]/g, '');
  const ready = slotStart !== null && (numberSource === 'registered' || /^\d{3,20}$/.test(digits));
  const submit = (): void => {
    if (slotStart === null || !ready) return;
    book.mutate({
      contactId,
      caseId,
      partyId,
      topic,
      numberSource,
      statedNumber: numberSource === 'stated' ? digits : null,
      slotStart,
      note: note.trim(),
    });
  };
  return (
    <div className="callback-form" role="group" aria-label={t('form.label')}>
      <div className="row">
        <Select
          className="grow"
          aria-label={t('form.topic')}
          value={topic}
          options={topics.map((value) => ({
            value,
            label: t('form.topicMinutes', {
              topic: t(`terms:callbackTopic.${value}`),
              minutes: CALLBACK_MINUTES[value],
            }),
          }))}
          onChange={(value) => setTopic(value)}
        />
        <SlotPicker value={slotStart} onChange={setSlotStart} />
      </div>
      <div className="row callback-number">
        <Radio.Group
          aria-label={t('form.number')}
          value={numberSource}
          options={[
            { value: 'registered', label: t('form.registered'), disabled: partyId === null },
            { value: 'stated', label: t('form.stated') },
          ]}
          onChange={(event) => setSource(event.target.value as 'registered' | 'stated')}
        />
        {numberSource === 'stated' ? (
          <Input
            className="grow"
            inputMode="tel"
            autoComplete="off"
            aria-label={t('form.statedNumber')}
            placeholder={t('form.statedNumber')}
            maxLength={40}
            value={stated}
            onChange={(event) => setStated(event.target.value)}
          />
        ) : null}
      </div>
      {numberSource === 'stated' ? <p className="mute">{t('form.verifiesNothing')}</p> : null}
      <div className="row">
        <Input
          className="grow"
          aria-label={t('form.note')}
          placeholder={t('form.note')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onPressEnter={submit}
        />
        <Button disabled={!ready} loading={book.isPending} onClick={submit}>
          {t('form.book')}
        </Button>
      </div>
      <RefusalNotice error={book.error} />
    </div>
  );
}
