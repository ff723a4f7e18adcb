import { Button, InputNumber, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ORDER_KINDS, type OrderKind } from '../../../domain/orders/order.ts';

/** The desk looks for a header among so many first lines. */
export const HEADER_LINES = 40;

/** For a file whose header was not found: a person says which line it is and what the file holds. */
export function HeaderChoice({
  fileName,
  onLookAgain,
}: {
  readonly fileName: string;
  onLookAgain(kind: OrderKind, headerLine: number): void;
}): ReactNode {
  const { t } = useTranslation('imports');
  const [kind, setKind] = useState<OrderKind>('terminal_application');
  const [line, setLine] = useState(1);
  return (
    <form
      className="card imp-header-choice"
      onSubmit={(event) => {
        event.preventDefault();
        onLookAgain(kind, line);
      }}
    >
      <b>{t('retryHeader.title', { name: fileName })}</b>
      <div className="row">
        <label className="row">
          <span className="mute">{t('headerLine')}</span>
          <InputNumber autoFocus min={1} max={HEADER_LINES} value={line} onChange={(next) => setLine(next ?? 1)} />
        </label>
        <KindChoice kind={kind} onChange={setKind} />
        <Button htmlType="submit" type="primary">
          {t('retryHeader.again')}
        </Button>
      </div>
    </form>
  );
}

/** Which of the two kinds of order a file holds. */
export function KindChoice({
  kind,
  onChange,
}: {
  readonly kind: OrderKind;
  onChange(kind: OrderKind): void;
}): ReactNode {
  const { t } = useTranslation('imports');
  return (
    <Segmented
      aria-label={t('kind')}
      value={kind}
      onChange={onChange}
      options={ORDER_KINDS.map((one) => ({ value: one, label: t(`terms:orderKind.${one}`) }))}
    />
  );
}
