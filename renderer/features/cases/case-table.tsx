import { useVirtualizer } from '@tanstack/react-virtual';
import { Tag } from 'antd';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../contract/desk-api/cases.ts';
import { COUNTED_TO } from '../../../contract/desk-api/shared.ts';
import { formatFen, formatInstant } from '../../ui/format.ts';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { Due } from './due.tsx';
import { StatusTag } from './status-tag.tsx';
import { useReasonName } from './use-policy-words.ts';

const ROW_PX = 46;
const PAGE_ROWS = 10;
const COLUMNS = ['due', 'case', 'order', 'who', 'amount', 'reason', 'approvals', 'chasers', 'owner'] as const;

interface Props {
  readonly label: string;
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly loadingMore: boolean;
  onNearEnd(): void;
  onOpen(caseId: string): void;
}

/** The rows of a queue: only those in sight are in the page. Arrows move, Enter opens; the chosen row is told to screen readers. */
export function CaseTable({ label, rows, total, loadingMore, onNearEnd, onOpen }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const scroller = useRef<HTMLDivElement>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.caseId === chosenId),
  );
  // The virtualizer keeps one identity while its answers change; nothing here is memoised by it.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: ROW_PX,
  });
  const items = virtual.getVirtualItems();
  const nearEnd = Math.max(at, items.at(-1)?.index ?? 0) >= rows.length - PAGE_ROWS;
  const loadMore = useEffectEvent(onNearEnd);
  useEffect(() => {
    if (nearEnd) loadMore();
  }, [nearEnd, rows.length]);
  useEffect(() => {
    if (mayTakeFocus()) scroller.current?.focus({ preventScroll: true });
  }, []);

  const move = (to: number): void => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setChosenId(rows[index]?.caseId ?? null);
    virtual.scrollToIndex(index);
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE_ROWS,
    PageUp: at - PAGE_ROWS,
    Home: 0,
    End: rows.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = steps[event.key];
    const chosen = rows[at];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && chosen !== undefined) onOpen(chosen.caseId);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className="case-grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total >= COUNTED_TO ? -1 : total + 1}
      aria-activedescendant={`case-row-${at}`}
      aria-busy={loadingMore}
      onKeyDown={onKeyDown}
    >
      <div className="case-grid-row case-grid-head" role="row" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" className={`case-col-${column}`}>
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      <div role="rowgroup" className="case-grid-body" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            // The grid itself has the focus and hears the keys (aria-activedescendant); the row only takes the pointer.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={row.caseId}
              id={`case-row-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === at}
              className="case-grid-row"
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onOpen(row.caseId)}
            >
              <RowCells row={row} />
            </div>
          );
        })}
      </div>
      {loadingMore ? <p className="mute case-more">{t('queue.loadingMore')}</p> : null}
    </div>
  );
}

function RowCells({ row }: { readonly row: CaseRow }): ReactNode {
  const { t } = useTranslation('cases');
  const reasonName = useReasonName();
  return (
    <>
      <span role="gridcell">
        <Due dueAt={row.dueAt} clock={row.dueClock} />
      </span>
      <span role="gridcell">
        <b>{row.caseCode}</b>
        <small>
          <StatusTag status={row.status} />
        </small>
      </span>
      <span role="gridcell">
        {row.orderNo}
        <small>
          {t(`terms:orderKind.${row.orderKind}`)} · {t(`terms:channel.${row.intakeChannel}`)}
        </small>
      </span>
      <span role="gridcell">
        {row.merchantMasked ?? row.personMasked ?? '—'}
        <small>{row.merchantMasked === null ? '' : (row.personMasked ?? '')}</small>
      </span>
      <span role="gridcell" className="case-col-amount">
        {formatFen(row.refundFen)}
      </span>
      <span role="gridcell">{row.reasonCode === null ? '—' : reasonName(row.reasonCode)}</span>
      <span role="gridcell" className="case-col-approvals">
        {row.approvals}/{row.approvalsNeeded}
      </span>
      <span role="gridcell" className="case-col-chasers">
        {row.chaserCount === 0 ? '—' : <Tag color="warning">{t('chasers', { count: row.chaserCount })}</Tag>}
      </span>
      <span role="gridcell">
        {row.owner.displayName}
        <small>{t('filedAt', { time: formatInstant(row.filedAt, 'short') })}</small>
      </span>
    </>
  );
}
