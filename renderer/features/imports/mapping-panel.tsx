import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, InputNumber, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../../../contract/desk-api/imports.ts';
import type { OrderKind } from '../../../domain/orders/order.ts';
import { currentLocale } from '../../app/i18n.ts';
import { desk } from '../../app/query.ts';
import { useShortcut } from '../../app/shortcuts.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { ColumnTable } from './column-table.tsx';
import { HEADER_LINES, KindChoice } from './header-choice.tsx';
import { fieldLabel, formatCount } from './import-words.ts';
import { chooseField, chooseUnit, choicesOf, isAmount, mappingOf, missingOf } from './mapping.ts';

interface Props {
  readonly upload: { readonly uploadId: string; readonly inspection: Inspection };
  /** Being inspected again with another kind or header. */
  readonly looking: boolean;
  onLookAgain(kind: OrderKind, headerLine: number): void;
  onDiscard(): void;
  onStarted(runId: string): void;
}

/** What a file was taken for, to be corrected and confirmed before a single row is imported. */
export function MappingPanel({ upload, looking, onLookAgain, onDiscard, onStarted }: Props): ReactNode {
  const { t } = useTranslation('imports');
  const { uploadId, inspection } = upload;
  const { kind } = inspection;
  const [choices, setChoices] = useState(() => choicesOf(inspection));
  const [remember, setRemember] = useState(true);
  const start = useMutation(desk.imports.start.mutationOptions({ onSuccess: (run) => onStarted(run.runId) }));
  const missing = missingOf(kind, choices);
  const unitOpen = choices.some(({ field, unit }) => isAmount(kind, field) && unit === null);
  const ready = missing.length === 0 && !looking && !start.isPending;
  const begin = (): void => start.mutate({ uploadId, mapping: mappingOf(inspection, choices), remember });
  useShortcut('ctrl+enter', 'imports:start', begin, ready);

  return (
    <div className="card imp-mapping">
      <FileFacts inspection={inspection} looking={looking} onLookAgain={onLookAgain} />
      <ColumnTable
        inspection={inspection}
        choices={choices}
        onField={(at, field) => setChoices((old) => chooseField(old, at, field))}
        onUnit={(at, unit) => setChoices((old) => chooseUnit(old, at, unit))}
      />
      <div aria-live="polite">
        {missing.length > 0 ? (
          <Alert
            type="warning"
            showIcon
            title={t('missing.title', {
              fields: missing.map((field) => fieldLabel(kind, field, currentLocale())).join(t('listComma')),
            })}
            description={t('missing.hint')}
          />
        ) : unitOpen ? (
          <Alert type="warning" showIcon title={t('unitOpen')} />
        ) : null}
      </div>
      <RefusalNotice error={start.error} />
      <div className="imp-foot">
        <Checkbox checked={remember} onChange={(event) => setRemember(event.target.checked)}>
          {t('remember')}
        </Checkbox>
        <span className="grow" />
        <Button onClick={onDiscard}>{t('discard')}</Button>
        <Button type="primary" disabled={!ready} loading={start.isPending} onClick={begin}>
          {t('start')} <Kbd keys="Ctrl ↵" />
        </Button>
      </div>
    </div>
  );
}

function FileFacts({
  inspection,
  looking,
  onLookAgain,
}: Pick<Props, 'looking' | 'onLookAgain'> & { readonly inspection: Inspection }): ReactNode {
  const { t } = useTranslation('imports');
  const { fileName, format, encoding, delimiter, kind, headerLine, approximateRows, mappingRemembered } = inspection;
  const [line, setLine] = useState(headerLine);
  const again = (): void => {
    if (line !== headerLine) onLookAgain(kind, line);
  };
  return (
    <div className="imp-facts">
      <b className="imp-file-name">{fileName}</b>
      <span className="mute">
        {format === 'xlsx'
          ? t('file.xlsx')
          : `${t('file.csv', { delimiter: t(`delimiter.${delimiterName(delimiter)}`) })} · ${encoding.toUpperCase()}`}
        {' · '}
        {approximateRows === null ? t('file.rowsUnknown') : t('file.rows', { count: formatCount(approximateRows) })}
      </span>
      <span className="grow" />
      <KindChoice kind={kind} onChange={(next) => onLookAgain(next, headerLine)} />
      <label className="row">
        <span className="mute">{t('headerLine')}</span>
        <InputNumber
          className="imp-line"
          min={1}
          max={HEADER_LINES}
          value={line}
          disabled={looking}
          onChange={(next) => setLine(next ?? headerLine)}
          onBlur={again}
          onPressEnter={again}
        />
      </label>
      {mappingRemembered ? <Tag color="processing">{t('file.remembered')}</Tag> : null}
    </div>
  );
}

function delimiterName(delimiter: string | null): 'comma' | 'tab' | 'semicolon' | 'pipe' | 'other' {
  const names = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'pipe' } as const;
  return names[delimiter as keyof typeof names] ?? 'other';
}
