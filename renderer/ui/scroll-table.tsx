import { Fragment, type ReactNode } from 'react';
import './scroll-table.css';

export interface Column<Row> {
  /** Of the column in its table. */
  readonly key: string;
  readonly title: string;
  /** In CSS units; without it a column shares what is left. */
  readonly width?: string;
  readonly align?: 'right';
  render(row: Row): ReactNode;
}

interface Props<Row> {
  /** What the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  rowKey(row: Row): string | number;
  isChosen?(row: Row): boolean;
  /** What unfolds under a row, over its whole width; null where it is folded. */
  renderBelow?(row: Row): ReactNode;
}

/**
 * A table that scrolls inside the space it is given, under a head that stays. Not the component library's: that one measures
 * scroll bars with a style element without a nonce, which the page's policy refuses.
 */
export function ScrollTable<Row>({ label, columns, rows, rowKey, isChosen, renderBelow }: Props<Row>): ReactNode {
  return (
    // What scrolls must be reachable without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll-table" tabIndex={0}>
      <table aria-label={label}>
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" className={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const unfolded = renderBelow?.(row) ?? null;
            return (
              <Fragment key={rowKey(row)}>
                <tr className={isChosen?.(row) === true ? 'chosen' : ''}>
                  {columns.map(({ key, align, render }) => (
                    <td key={key} className={align}>
                      {render(row)}
                    </td>
                  ))}
                </tr>
                {unfolded === null ? null : (
                  <tr>
                    <td colSpan={columns.length}>{unfolded}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
