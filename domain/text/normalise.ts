/**
 * Text from outside, made comparable. The caller keeps the text as it came: that is the evidence, this is for search.
 */

/** Zero-width and directional marks, soft hyphens, byte-order marks, controls other than white space. */
const INVISIBLE = /(?!\s)[\p{Cf}\p{Cc}\u034f\u115f\u1160\u3164\uffa0]|\ufeff/gu;

/** Spellings that dodge platform filters, as met in the source texts; longer ones first. @rule X01 */
const OBFUSCATED: readonly (readonly [spelling: RegExp, meant: string])[] = [
  [/身份\s*zheng\s*证明/giu, '身份证明'],
  [/身份\s*(?:fen|zheng)\s*证/giu, '身份证'],
  [/信\s*xi\s*息/giu, '信息'],
  [/信用\s*ka\s*卡/giu, '信用卡'],
  [/刷\s*ka\s*卡/giu, '刷卡'],
  [/积芬/gu, '积分'],
  [/投子/gu, '投资'],
  [/中华人民\s*pos\s*(?=\p{Script=Han}{1,16}法)/giu, '中华人民共和国'],
];

/** The guards with which exports keep a number from being read as one: `'0123`, `` `0123 ``, `="0123"`. */
const GUARD_CHARACTERS = /['"`´‘’“”＇＂｀]/gu;
const FORMULA_GUARD = /^=(?=["“])/u;

/** Applies until nothing changes: removing a mark can make two neighbours compose. */
function untilStable(text: string, step: (text: string) => string): string {
  let current = text;
  for (;;) {
    const next = step(current);
    if (next === current) return current;
    current = next;
  }
}

/** Printable ASCII and the common Han block have no compatibility forms; most cells of a large import are just that. */
const ALREADY_PLAIN = /^[\u0020-\u007e\u4e00-\u9fff]*$/u;

/** Han and digits alone, in which no obfuscated spelling stands: most names, each of which is read at every search. */
const ALREADY_NORMAL = /^(?!.*(?:积芬|投子))[0-9\u4e00-\u9fff]*$/u;
/** Capitals and digits alone: what most identifiers are. */
const ALREADY_COMPACT = /^[0-9A-Z]*$/u;

/** Compatibility forms (full-width digits and letters, ideographic space) folded, invisible marks dropped. */
export function foldWidth(text: string): string {
  if (ALREADY_PLAIN.test(text)) return text;
  return untilStable(text, (current) => current.replace(INVISIBLE, '').normalize('NFKC'));
}

/**
 * Names and free text for search and comparison: folded, obfuscated spellings read as meant, white space collapsed.
 * Idempotent. Case is kept.
 * @rule X01
 */
export function normaliseText(text: string): string {
  if (ALREADY_NORMAL.test(text)) return text;
  return untilStable(text, (current) => {
    let next = foldWidth(current);
    for (const [spelling, meant] of OBFUSCATED) next = next.replace(spelling, meant);
    return next.replace(/\s+/gu, ' ').trim();
  });
}

/** A cell or typed value without its guards and outer white space, otherwise as written. Idempotent. */
export function stripGuards(text: string): string {
  return untilStable(text, (current) =>
    foldWidth(current.trim().replace(FORMULA_GUARD, ''))
      .replace(/^[\s'"`´‘’“”]+|[\s'"`´‘’“”]+$/gu, '')
      .trim(),
  );
}

/** An identifier ready to be checked: folded, unguarded, without any white space, upper case. Idempotent. */
export function normaliseIdentifier(text: string): string {
  if (ALREADY_COMPACT.test(text)) return text;
  return untilStable(text, (current) =>
    foldWidth(current.trim().replace(FORMULA_GUARD, '').replace(GUARD_CHARACTERS, ''))
      .replace(/\s+/gu, '')
      .toUpperCase(),
  );
}

/** The same without the dashes (of any kind), dots and underscores people group long numbers with. */
export function compactIdentifier(text: string): string {
  if (ALREADY_COMPACT.test(text)) return text;
  return untilStable(text, (current) => normaliseIdentifier(current).replace(/[\p{Pd}−._·]/gu, ''));
}
