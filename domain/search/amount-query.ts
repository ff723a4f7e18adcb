import type { Fen } from '../kernel/units.ts';
import { parseAmount } from '../text/amount.ts';
import { foldWidth } from '../text/normalise.ts';

/** Bare digits are an identifier; what says of itself that it is money is not: a currency sign, 元, or decimals. */
const SAYS_MONEY = /^(?:¥|RMB|CNY|人民币)|(?:[元圆]整?|分|RMB|CNY)$|^[\d,]*\d\.\d{1,2}$/iu;

/** The amount that a line of the search box asks for, in fen; null where it is not about money. */
export function amountQuery(input: string): Fen | null {
  const text = foldWidth(input).trim();
  if (!SAYS_MONEY.test(text)) return null;
  const read = parseAmount(text, text.endsWith('分') ? 'fen' : 'yuan');
  return read.ok && read.value > 0 ? read.value : null;
}
