import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, DatePicker, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useId, type ReactNode } from 'react';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import { COMMUNICATION_TYPES, type CommunicationType } from '../../../domain/cases/shared-events.ts';
import type { UtcMs } from '../../../domain/kernel/units.ts';
import { desk, queryClient } from '../../app/query.ts';
import { formatInstant, useNow } from '../../ui/format.ts';
import { useLocalized } from '../../ui/localized.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { instantOfPicked, pickedOfInstant } from '../../ui/shanghai-time.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { CardDataWarning } from './card-data-warning.tsx';
import { subjectKey } from './subject-key.ts';

interface Typed {
  readonly type: CommunicationType;
  readonly direction: 'inbound' | 'outbound';
  /** Null: just now. */
  readonly happenedAt: UtcMs | null;
  readonly summary: string;
  readonly disposition: string | null;
  readonly promise: string;
  readonly promiseBy: UtcMs | null;
  readonly isChaser: boolean;
}

const BLANK: Typed = {
  type: 'call',
  direction: 'inbound',
  happenedAt: null,
  summary: '',
  disposition: null,
  promise: '',
  promiseBy: null,
  isChaser: false,
};

/** One communication outside of the contact in hand: a letter that came, a message that went out, a promise made. */
export function CommunicationForm({ subject }: { readonly subject: SubjectRef }): ReactNode {
  const { t } = useTranslation('record');
  const say = useLocalized();
  const now = useNow();
  const draft = useDraft<Typed>(`communication:${subjectKey(subject)}`, BLANK);
  const policy = useQuery(desk.policy.current.queryOptions({ staleTime: 60_000 }));
  const log = useMutation(
    desk.contacts.logCommunication.mutationOptions({
      onSuccess: () => {
        draft.discard();
        void queryClient.invalidateQueries({ queryKey: [['contacts']] });
      },
    }),
  );
  if (!draft.loaded) return null;

  const value = { ...BLANK, ...draft.value };
  const change = (part: Partial<Typed>): void => draft.setValue((old) => ({ ...old, ...part }));
  const promiseHalf = (value.promise.trim() === '') !== (value.promiseBy === null);
  const notYet = value.happenedAt !== null && value.happenedAt > now;
  return (
    <form
      className="record-form"
      aria-label={t('communication.label')}
      onSubmit={(event) => {
        event.preventDefault();
        log.mutate({
          subject,
          type: value.type,
          direction: value.direction,
          summary: value.summary,
          disposition: value.disposition,
          promise: value.promiseBy === null ? null : { what: value.promise.trim(), by: value.promiseBy },
          isChaser: value.isChaser,
          happenedAt: value.happenedAt,
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
      <Moment
        label={t('communication.happenedAt')}
        value={value.happenedAt}
        onChange={(happenedAt) => change({ happenedAt })}
      />
      {notYet ? <span className="mute">{t('communication.notYet')}</span> : null}
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
        <span className="label">{t('communication.disposition')}</span>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={value.disposition}
          onChange={(disposition: string | undefined) => change({ disposition: disposition ?? null })}
          options={(policy.data?.dispositions ?? []).map(({ code, name }) => ({ value: code, label: say(name) }))}
          style={{ width: '100%' }}
        />
      </label>
      <label>
        <span className="label">{t('communication.promise')}</span>
        <Input value={value.promise} onChange={(event) => change({ promise: event.target.value })} maxLength={500} />
      </label>
      <Moment
        label={t('communication.promiseBy')}
        value={value.promiseBy}
        onChange={(promiseBy) => change({ promiseBy })}
      />
      <Checkbox checked={value.isChaser} onChange={(event) => change({ isChaser: event.target.checked })}>
        {t('communication.chaser')}
      </Checkbox>
      <Button htmlType="submit" disabled={value.summary.trim() === '' || promiseHalf || notYet} loading={log.isPending}>
        {t('communication.log')}
      </Button>
      {promiseHalf ? <span className="mute">{t('communication.promiseHalf')}</span> : null}
      <span className="mute">
        {draft.saveError !== null && draft.saveError !== undefined
          ? t('note.notSaved')
          : value.summary !== '' && draft.savedAt !== null
            ? t('note.saved', { time: formatInstant(draft.savedAt, 'time') })
            : ''}
      </span>
      <div role="status">{log.isSuccess && value.summary === '' ? t('communication.logged') : ''}</div>
      <CardDataWarning kinds={log.data?.cardDataRefused ?? []} inCall={subject.type === 'contact'} />
      <RefusalNotice error={log.error} />
    </form>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: UtcMs | null;
  onChange(value: UtcMs | null): void;
}

/** A date and time of Asia/Shanghai, picked or typed. */
function Moment({ label, value, onChange }: MomentProps): ReactNode {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <DatePicker
        id={id}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        needConfirm={false}
        value={value === null ? null : pickedOfInstant(value)}
        onChange={(picked) => onChange(picked === null ? null : instantOfPicked(picked))}
        onKeyDown={(event) => {
          // Enter takes the date that was typed; it does not log the rest already.
          if (event.key === 'Enter') event.preventDefault();
        }}
        style={{ width: '100%' }}
      />
    </div>
  );
}
