import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { desk } from '../app/query.ts';
import { formatInstant, useNow } from './format.ts';
import { pickedOfInstant } from './shanghai-time.ts';

interface Props {
  readonly value: UtcMs | null;
  onChange(slotStart: UtcMs | null): void;
}

/** A free quarter of an hour of a day, with what is left of its capacity. Full ones cannot be chosen. */
export function SlotPicker({ value, onChange }: Props): ReactNode {
  const { t } = useTranslation('callbacks');
  const [day, setDay] = useState(() => pickedOfInstant(value ?? Date.now()));
  const slots = useQuery(desk.callbacks.slots.queryOptions({ input: { day: day.format('YYYY-MM-DD') } }));
  const today = pickedOfInstant(useNow());
  return (
    <span className="row">
      <DatePicker
        aria-label={t('slot.day')}
        allowClear={false}
        value={day}
        disabledDate={(date) => date.isBefore(today, 'day')}
        onChange={(picked) => {
          if (picked === null) return;
          setDay(picked);
          onChange(null);
        }}
      />
      <Select
        aria-label={t('slot.time')}
        placeholder={t('slot.time')}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ minWidth: 140 }}
        loading={slots.isPending}
        notFoundContent={t('slot.none')}
        value={value}
        options={slots.data?.map(({ slotStart, left }) => ({
          value: slotStart,
          label: t(left === 0 ? 'slot.full' : 'slot.left', { time: formatInstant(slotStart, 'clock'), left }),
          disabled: left === 0,
        }))}
        onChange={(slotStart: number) => onChange(slotStart)}
      />
    </span>
  );
}
