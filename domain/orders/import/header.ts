import { foldWidth } from '../../text/normalise.ts';
import type { AmountUnit } from '../../text/amount.ts';
import type { FieldDefinition } from './field-definition.ts';
import { comparable } from './words.ts';

const UNIT_YUAN = /[([【](?:单位)?[::]?(?:元|人民币元?|rmb|cny|yuan|¥)[)\]】]|[_\s-]yuan$|[^(]元$/iu;
const UNIT_FEN = /[([【](?:单位)?[::]?(?:分|fen|cents?)[)\]】]|[_\s-](?:fen|cents?)$/iu;
const IN_BRACKETS = /[([【](?<note>[^)\]】]*)[)\]】]/gu;
const UNIT_SUFFIX = /[_\s-](?:yuan|fen|cents?)$|元$/iu;
/** Shorter words are found inside too many others. */
const SHORTEST_PART = 2;

/** What the header itself says about the unit of its amounts. */
export function unitOfHeader(header: string): AmountUnit | null {
  const text = foldWidth(header).trim();
  if (UNIT_FEN.test(text)) return 'fen';
  return UNIT_YUAN.test(text) ? 'yuan' : null;
}

/** The spellings under which a header may be known: without its notes in brackets, whole, and the notes alone. */
export function spellingsOf(header: string): string[] {
  const text = foldWidth(header).trim();
  const notes = [...text.matchAll(IN_BRACKETS)].map((match) => match.groups?.['note'] ?? '');
  const bare = text.replace(IN_BRACKETS, '').replace(UNIT_SUFFIX, '');
  return [...new Set([bare, text, ...notes].map(comparable))].filter((spelling) => spelling !== '');
}

export interface HeaderMatch {
  readonly field: string;
  readonly sure: boolean;
  /** Length of the alias that matched: of two likely fields the longer match is meant. */
  readonly weight: number;
}

/** Header words of one kind of order, ready to be compared. */
export type Aliases = ReadonlyMap<string, string>;

export function aliasesOf(fields: ReadonlyMap<string, FieldDefinition>): Aliases {
  const aliases = new Map<string, string>();
  for (const [name, { aliases: spellings }] of fields) {
    for (const spelling of [...spellings, name]) {
      const key = comparable(spelling);
      if (!aliases.has(key)) aliases.set(key, name);
    }
  }
  return aliases;
}

/** Which field a header means: an exact spelling is sure, a Chinese word inside a longer header is likely. */
export function matchHeader(header: string, aliases: Aliases): HeaderMatch | null {
  const spellings = spellingsOf(header);
  for (const spelling of spellings) {
    const exact = aliases.get(spelling);
    if (exact !== undefined) return { field: exact, sure: true, weight: spelling.length };
  }
  let best: HeaderMatch | null = null;
  for (const [alias, name] of aliases) {
    if (alias.length < SHORTEST_PART || !/^\p{Script=Han}+$/u.test(alias)) continue;
    if (alias.length > (best?.weight ?? 0) && spellings.some((spelling) => spelling.endsWith(alias))) {
      best = { field: name, sure: false, weight: alias.length };
    }
  }
  return best;
}
