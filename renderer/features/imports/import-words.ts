import type { RowProblemView } from '../../../contract/desk-api/imports.ts';
import { fieldsOf } from '../../../domain/orders/import/fields.ts';
import { describeProblem } from '../../../domain/orders/import/problem-words.ts';
import { ROW_PROBLEM_CODES } from '../../../domain/orders/import/problems.ts';
import type { OrderKind } from '../../../domain/orders/order.ts';
import type { Locale } from '../../app/i18n.ts';

/** The name of a canonical field; its key where this program does not know it. */
export function fieldLabel(kind: OrderKind, field: string, locale: Locale): string {
  return fieldsOf(kind).get(field)?.label[locale] ?? field;
}

/** What is wrong and what would fix it, in the words that stand in the exported file too; null for a sort not known here. */
export function problemWords({ code, data }: RowProblemView, locale: Locale): { what: string; fix: string } | null {
  const known = ROW_PROBLEM_CODES.find((one) => one === code);
  return known === undefined ? null : describeProblem({ code: known, data }, locale);
}

/** A count as people read it: `120,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
