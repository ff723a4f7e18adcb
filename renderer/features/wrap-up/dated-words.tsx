import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useId, type ReactNode } from 'react';
import { useNow } from '../../ui/format.ts';
import { instantOfPicked, pickedOfInstant } from '../../ui/shanghai-time.ts';

export interface DatedWords {
  readonly what: string;
  /** UTC ms. */
  readonly by: number | null;
}

interface Props {
  readonly kind: 'next' | 'promise';
  readonly value: DatedWords;
  readonly required: boolean;
  onChange(value: DatedWords): void;
}

const FORENOON = 10;
const EVENING = 18;

/** Something to be done and until when, in Asia/Shanghai time; the usual moments are one key away. */
export function DatedWordsField({ kind, value, required, onChange }: Props): ReactNode {
  const { t } = useTranslation('wrap-up');
  const id = useId();
  const today = pickedOfInstant(useNow()).startOf('day');
  const presets = [
    { label: t('preset.today'), value: today.hour(EVENING) },
    { label: t('preset.tomorrow'), value: today.add(1, 'day').hour(FORENOON) },
    { label: t('preset.threeDays'), value: today.add(3, 'day').hour(FORENOON) },
    { label: t('preset.week'), value: today.add(7, 'day').hour(FORENOON) },
  ];
  return (
    <div className="wu-dated">
      <div>
        <label className="label" htmlFor={`${id}-what`}>
          {t(`${kind}.what`)}
          {required ? <span className="wu-required"> {t('required')}</span> : null}
        </label>
        <Input
          id={`${id}-what`}
          value={value.what}
          maxLength={500}
          placeholder={t(`${kind}.hint`)}
          aria-required={required}
          onChange={(event) => onChange({ ...value, what: event.target.value })}
        />
      </div>
      <div>
        <label className="label" htmlFor={`${id}-by`}>
          {t(`${kind}.by`)}
        </label>
        <DatePicker
          id={`${id}-by`}
          showTime={{ minuteStep: 5, format: 'HH:mm', defaultOpenValue: dayjs().startOf('day').hour(FORENOON) }}
          format="YYYY-MM-DD HH:mm"
          needConfirm={false}
          presets={presets}
          value={value.by === null ? null : pickedOfInstant(value.by)}
          onChange={(picked) => onChange({ ...value, by: picked === null ? null : instantOfPicked(picked) })}
        />
      </div>
    </div>
  );
}
