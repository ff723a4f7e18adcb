/** How a cell of this field is read. */
export type CellKind =
  | 'order_no'
  | 'identifier'
  | 'text'
  | 'amount'
  | 'instant'
  | 'word'
  | 'count'
  | 'rate'
  | 'mobile'
  | 'resident_id'
  | 'uscc'
  | 'merchant_no'
  | 'terminal_no'
  | 'terminal_sns'
  | 'rrn'
  | 'voucher_no'
  | 'batch_no'
  | 'auth_code'
  | 'card';

/** How a value of this field is shown in a report or a sample. @rule V-12 */
export type MaskKind =
  | 'open'
  | 'person'
  | 'merchant'
  | 'mobile'
  | 'id'
  | 'card'
  | 'sn'
  | 'address'
  | 'number'
  | 'unknown';

export interface FieldDefinition {
  readonly label: { readonly zh: string; readonly en: string };
  /** Headers as platforms write them, any case, spacing and punctuation. */
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly kind: CellKind;
  readonly mask: MaskKind;
  /** Characters a text may have. */
  readonly maxLength: number;
}

/** What is not free text names no person by itself: order, merchant, terminal and reference numbers, amounts. */
const FREE_KINDS: ReadonlySet<CellKind> = new Set(['text', 'word', 'instant']);

/** A field with what is usual left out. */
export function field(
  zh: string,
  en: string,
  kind: CellKind,
  aliases: readonly string[],
  more: Partial<Pick<FieldDefinition, 'required' | 'mask' | 'maxLength'>> = {},
): FieldDefinition {
  const mask = FREE_KINDS.has(kind) ? 'open' : 'number';
  return { label: { zh, en }, aliases: [zh, en, ...aliases], required: false, kind, mask, maxLength: 100, ...more };
}
