import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, DatePicker, Input, Segmented, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useState, type ReactNode } from 'react';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { COMMUNICATION_TYPES, type CommunicationType } from '../../../domain/cases/shared-events.ts';
import { desk, queryClient } from '../../app/query.ts';
import { toInstant } from '../../ui/format.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { useDraft } from '../../ui/use-draft.ts';
import { subjectKey } from './note-box.tsx';

interface Typed {
  readonly type: CommunicationType;
  readonly direction: 'inbound' | 'outbound';
  readonly summary: string;
  readonly promise: string;
  readonly isChaser: boolean;
}

const BLANK: Typed = { type: 'call', direction: 'inbound', summary: '', promise: '', isChaser: false };

/** One communication outside of the contact in hand: a letter that came, a message that went out, a promise made. */
export function CommunicationForm({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  const draft = useDraft<Typed>(`communication:${subjectKey(subject)}`, BLANK);
  const [promiseBy, setPromiseBy] = useState<Dayjs | null>(null);
  const log = useMutation(
    desk.contacts.logCommunication.mutationOptions({
      onSuccess: () => {
        draft.discard();
        setPromiseBy(null);
        void queryClient.invalidateQueries({ queryKey: [['contacts', 'timeline']] });
      },
    }),
  );
  const { value, setValue } = draft;
  const change = (part: Partial<Typed>): void => setValue((old) => ({ ...old, ...part }));
  const promiseHalf = (value.promise.trim() === '') !== (promiseBy === null);
  return (
    <form
      className="record-form"
      onSubmit={(event) => {
        event.preventDefault();
        log.mutate({
          subject,
          type: value.type,
          direction: value.direction,
          summary: value.summary,
          disposition: null,
          promise: promiseBy === null ? null : { what: value.promise.trim(), by: toInstant(promiseBy) },
          isChaser: value.isChaser,
          happenedAt: Date.now(),
        });
      }}
    >
      <label>
        <span className="label">{t('communication.type')}</span>
        <Select
          value={value.type}
          onChange={(type) => change({ type })}
          options={COMMUNICATION_TYPES.map((type) => ({ value: type, label: t(`terms:communicationType.${type}`) }))}
          style={{ width: '100%' }}
        />
      </label>
      <Segmented
        block
        aria-label={t('communication.direction')}
        value={value.direction}
        onChange={(direction) => change({ direction })}
        options={(['inbound', 'outbound'] as const).map((direction) => ({
          value: direction,
          label: t(`terms:direction.${direction}`),
        }))}
      />
      <label>
        <span className="label">{t('communication.summary')}</span>
        <Input.TextArea
          value={value.summary}
          onChange={(event) => change({ summary: event.target.value })}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={4000}
        />
      </label>
      <label>
        <span className="label">{t('communication.promise')}</span>
        <Input value={value.promise} onChange={(event) => change({ promise: event.target.value })} maxLength={500} />
      </label>
      <label>
        <span className="label">{t('communication.promiseBy')}</span>
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          value={promiseBy}
          onChange={setPromiseBy}
          style={{ width: '100%' }}
        />
      </label>
      <Checkbox checked={value.isChaser} onChange={(event) => change({ isChaser: event.target.checked })}>
        {t('communication.chaser')}
      </Checkbox>
      <Button htmlType="submit" disabled={value.summary.trim() === '' || promiseHalf} loading={log.isPending}>
        {t('communication.log')}
      </Button>
      {promiseHalf ? <span className="mute">{t('communication.promiseHalf')}</span> : null}
      <RefusalNotice error={log.error} />
    </form>
  );
}
