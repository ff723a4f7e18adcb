import type { UtcMs } from '../../kernel/units.ts';
import type { OrderInput } from '../order-input.ts';
import { assembleAcquiring } from './assemble-acquiring.ts';
import { assembleApplication } from './assemble-application.ts';
import { isFooter } from './footer.ts';
import { isWarning, type RowProblem } from './problems.ts';
import { isBlank, type RawRow } from './raw-row.ts';
import { RowReader, type RowPlan } from './row-reader.ts';

export type ParsedRow =
  | { readonly outcome: 'order'; readonly input: OrderInput; readonly warnings: readonly RowProblem[] }
  | { readonly outcome: 'bad'; readonly problems: readonly RowProblem[] }
  /** Blank lines, totals, closing remarks, the header once more: not an order, and nothing is wrong. */
  | { readonly outcome: 'not_an_order' };

/** One record of a file as an order, or everything that is wrong with it at once. Never throws, whatever the cells hold. */
export function parseRow(row: RawRow, plan: RowPlan, now: UtcMs): ParsedRow {
  const orderNo = row.cells[plan.columns.get('orderNo')?.index ?? -1] ?? '';
  if (isBlank(row) || isFooter(row.cells, orderNo, plan.header)) return { outcome: 'not_an_order' };
  const reader = new RowReader(row, plan, now);
  const extra = row.cells.slice(plan.width).filter((cell) => cell.trim() !== '').length;
  if (extra > 0) reader.noteRow('too_many_cells', { extra, width: plan.width });
  const input = plan.kind === 'terminal_application' ? assembleApplication(reader) : assembleAcquiring(reader);
  const wrong = reader.problems.some(({ code }) => !isWarning(code));
  if (input === null || wrong) return { outcome: 'bad', problems: reader.problems };
  return { outcome: 'order', input, warnings: reader.problems };
}
