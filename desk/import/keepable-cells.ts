import { parseBankCard } from '../../domain/identifiers/bank-card.ts';
import { maskCard } from '../../domain/identifiers/mask.ts';
import type { RowPlan } from '../../domain/orders/import/row-reader.ts';
import { findCardData } from '../../domain/text/card-data.ts';

/** Middle digits of a card number that did not check: not a way to write a card, so that it cannot pass for a good one later. */
const UNREADABLE = '??????';

/**
 * The cells of a bad row as they may be kept until it is exported: card numbers down to first six and last four, in the
 * columns that hold them and wherever else one stands.
 * @rule P-04
 */
export function keepableCells(cells: readonly string[], plan: RowPlan): string[] {
  const cardColumns = new Set(
    [...plan.columns.values()].filter(({ definition }) => definition.kind === 'card').map(({ index }) => index),
  );
  return cells.map((cell, index) => {
    if (!cardColumns.has(index)) return findCardData(cell).masked;
    const card = parseBankCard(cell);
    if (card.ok) return maskCard(card.value);
    return cell.replace(/\d{10,}/gu, (digits) => digits.slice(0, 6) + UNREADABLE + digits.slice(-4));
  });
}
