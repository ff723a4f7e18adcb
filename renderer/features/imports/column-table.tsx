import { Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ColumnGuess, Inspection } from '../../../contract/desk-api/imports.ts';
import { fieldsOf } from '../../../domain/orders/import/fields.ts';
import { currentLocale } from '../../app/i18n.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { isAmount, type ColumnChoice } from './mapping.ts';

const SKIP = '';
const EACH = 'each' as const;
const CONFIDENCE_COLOUR = {
  remembered: 'processing',
  sure: 'success',
  likely: 'warning',
  none: 'default',
  chosen: 'processing',
} as const;
const UNITS = ['yuan', 'fen', EACH] as const;

interface Props {
  readonly inspection: Inspection;
  /** One for each column of the inspection. */
  readonly choices: readonly ColumnChoice[];
  onField(at: number, field: string | null): void;
  onUnit(at: number, unit: 'yuan' | 'fen' | null): void;
}

/** The columns of the file, what stands in them, and what each fills. */
export function ColumnTable({ inspection, choices, onField, onUnit }: Props): ReactNode {
  const { t } = useTranslation('imports');
  const locale = currentLocale();
  const { kind, columns } = inspection;
  const letterByField = new Map(choices.map(({ field }, at) => [field, columns[at]?.letter ?? '']));
  const options = (own: string | null): { value: string; label: string }[] => [
    { value: SKIP, label: t('skip') },
    ...[...fieldsOf(kind)].map(([field, { label, required }]) => {
      const name = required ? t('requiredField', { label: label[locale] }) : label[locale];
      const letter = field === own ? undefined : letterByField.get(field);
      return { value: field, label: letter === undefined ? name : t('takenBy', { label: name, letter }) };
    }),
  ];
  const rows = columns.map((column, at) => ({
    column,
    at,
    choice: choices[at] ?? { field: null, unit: null, chosen: false },
  }));
  return (
    <ScrollTable
      label={t('columns.title')}
      rowKey={({ at }) => at}
      rows={rows}
      columns={[
        { key: 'letter', title: t('columns.letter'), render: ({ column }) => column.letter, width: '52px' },
        {
          key: 'header',
          title: t('columns.header'),
          width: '22%',
          render: ({ column: { header } }) => (header === '' ? <span className="mute">{t('noHeader')}</span> : header),
        },
        {
          key: 'samples',
          title: t('columns.samples'),
          render: ({ column }) => <Samples values={column.samplesMasked} />,
        },
        {
          key: 'field',
          title: t('columns.field'),
          width: '220px',
          render: ({ at, column: { letter }, choice }) => (
            <Select
              className="imp-wide"
              size="small"
              aria-label={t('fieldOf', { letter })}
              showSearch={{ optionFilterProp: 'label' }}
              value={choice.field ?? SKIP}
              onChange={(field) => onField(at, field === SKIP ? null : field)}
              options={options(choice.field)}
            />
          ),
        },
        {
          key: 'unit',
          title: t('columns.unit'),
          width: '118px',
          render: ({ at, column: { letter }, choice }) =>
            isAmount(kind, choice.field) ? (
              <Select<(typeof UNITS)[number]>
                className="imp-wide"
                size="small"
                status={choice.unit === null ? 'warning' : ''}
                aria-label={t('unitOf', { letter })}
                value={choice.unit ?? EACH}
                onChange={(unit) => onUnit(at, unit === EACH ? null : unit)}
                options={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
              />
            ) : null,
        },
        {
          key: 'confidence',
          title: t('columns.confidence'),
          width: '96px',
          render: ({ column, choice }) => <Confidence guess={column.confidence} choice={choice} />,
        },
      ]}
    />
  );
}

function Samples({ values }: { readonly values: readonly string[] }): ReactNode {
  return (
    <span className="imp-samples">
      {values.map((value) => (
        <span key={value}>{value}</span>
      ))}
    </span>
  );
}

function Confidence({
  guess,
  choice,
}: {
  readonly guess: ColumnGuess['confidence'];
  readonly choice: ColumnChoice;
}): ReactNode {
  const { t } = useTranslation('imports');
  const shown = choice.field === null ? 'none' : choice.chosen ? 'chosen' : guess;
  return <Tag color={CONFIDENCE_COLOUR[shown]}>{t(`confidence.${shown}`)}</Tag>;
}
