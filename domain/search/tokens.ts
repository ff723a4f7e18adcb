/**
 * Names as tokens for a full-text index without positions (FTS5, `detail=none`), and queries as the same tokens.
 *
 * A name is a row of units, Han characters and Latin words; punctuation between Han characters does not part them, so
 * 杭州(西湖)店 is found by 州西. A query of any length is the AND of its pairs; a hit is checked again on the row with
 * {@link nameMatches}, because pairs may meet in another order.
 *
 * | token | of 张三 KFC | first character says which kind |
 * | --- | --- | --- |
 * | one character, two neighbours | 张 三 张三 | Han |
 * | one syllable | pzhang psan | p |
 * | two neighbouring syllables | qzhangsan | q |
 * | two neighbouring initials | izs | i |
 * | a Latin word or number | wkfc | w |
 *
 * A pair that joins to the same letters in two ways (xi+ang, xian+g) is one token: the check on the row parts them.
 * Tokens hold Han characters or [a-z0-9] only; any tokenizer that parts at spaces keeps them whole.
 */
import { normaliseText } from '../text/normalise.ts';
import type { NameQuery } from './classify.ts';
import { isHan, readingsOf, segmentPinyin, type NameType } from './pinyin.ts';
import { SYLLABLES } from './syllables.ts';

export interface SearchTerm {
  /** Any of these will do; never empty. */
  readonly anyOf: readonly string[];
  /** True where any token that begins with one of them is meant: the word is still being typed. */
  readonly prefix: boolean;
}

/** One way to satisfy a query: all of its terms. Never empty. */
export type SearchBranch = readonly [SearchTerm, ...SearchTerm[]];

interface Name {
  /** Unbroken rows of Han characters. */
  readonly runs: readonly (readonly string[])[];
  readonly words: readonly string[];
}

/** The tokens of a name, each once. Fast enough to index a million names in half a minute. */
export function nameTokens(name: string, type: NameType): string[] {
  const { runs, words } = readName(name);
  const tokens = new Set<string>();
  for (const run of runs) {
    addPairs(tokens, run, '', '');
    const readings = readingsOf(run, type);
    addPairs(tokens, readings, 'p', 'q');
    for (const pair of neighbours(initialsOf(readings).split(''))) if (!pair.includes(' ')) tokens.add(`i${pair}`);
  }
  for (const word of words) tokens.add(`w${word}`);
  return [...tokens];
}

/** The ways to satisfy a name query, any of which will do; none where nothing in it can be searched. */
export function queryTokens(query: NameQuery): SearchBranch[] {
  if (query.kind === 'name_han') return branches([hanTerms(query.value)]);
  if (query.kind === 'name_word') return branches([[{ anyOf: [`w${query.value}`], prefix: true }]]);
  if (query.kind === 'name_initials') {
    return branches([neighbours(query.value.split('')).map((pair) => exact(`i${pair}`))]);
  }
  return branches(segmentPinyin(query.value).map((found) => pinyinTerms(found.syllables, found.rest)));
}

/** The branches as an FTS5 MATCH expression, or null where there are none: then ask nothing, a scan is no answer. */
export function matchExpression(found: readonly SearchBranch[]): string | null {
  if (found.length === 0) return null;
  const term = ({ anyOf, prefix }: SearchTerm): string => {
    const tokens = anyOf.map((token) => (prefix ? `"${token}"*` : `"${token}"`));
    return tokens.length === 1 ? tokens.join('') : `(${tokens.join(' OR ')})`;
  };
  return found.map((branch) => `(${branch.map(term).join(' AND ')})`).join(' OR ');
}

/** Whether a name on the row really contains what was asked for, in order. */
export function nameMatches(name: string, type: NameType, query: NameQuery): boolean {
  return nameMatcher(query)(name, type);
}

/** The same for many names: what is asked is read once. */
export function nameMatcher(query: NameQuery): (name: string, type: NameType) => boolean {
  if (query.kind === 'name_word') {
    return (name) => readName(name).words.some((word) => word.startsWith(query.value));
  }
  if (query.kind === 'name_han') {
    const asked = readName(query.value);
    const askedRuns = asked.runs.map((run) => run.join(''));
    return (name) => {
      // A name that has it as it was asked need not be read.
      if (asked.words.length === 0 && askedRuns.every((run) => name.includes(run))) return true;
      const { runs, words } = readName(name);
      const texts = runs.map((run) => run.join(''));
      return (
        askedRuns.every((run) => texts.some((text) => text.includes(run))) &&
        asked.words.every((word) => words.some((own) => own.startsWith(word)))
      );
    };
  }
  const readings = (name: string, type: NameType): string[][] =>
    readName(name).runs.map((run) => readingsOf(run, type));
  if (query.kind === 'name_initials') {
    return (name, type) => readings(name, type).some((run) => initialsOf(run).includes(query.value));
  }
  const ways = segmentPinyin(query.value);
  return (name, type) =>
    readings(name, type).some((run) => ways.some((way) => containsSyllables(run, way.syllables, way.rest)));
}

function readName(name: string): Name {
  const runs: string[][] = [];
  const words: string[] = [];
  let run: string[] | null = null;
  let word = '';
  for (const character of normaliseText(name).toLowerCase()) {
    if (isLatin(character)) {
      word += character;
      run = null;
      continue;
    }
    if (word !== '') words.push(word);
    word = '';
    if (!isHan(character)) continue;
    if (run === null) {
      run = [];
      runs.push(run);
    }
    run.push(character);
  }
  if (word !== '') words.push(word);
  return { runs, words };
}

/** Of lower-case text. */
function isLatin(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}

function addPairs(tokens: Set<string>, units: readonly string[], single: string, pair: string): void {
  let previous = '';
  for (const unit of units) {
    if (unit !== '') tokens.add(single + unit);
    if (unit !== '' && previous !== '') tokens.add(pair + previous + unit);
    previous = unit;
  }
}

/** One letter for each character, a space where the reading is unknown. */
function initialsOf(readings: readonly string[]): string {
  return readings.map((reading) => reading.charAt(0) || ' ').join('');
}

function hanTerms(text: string): SearchTerm[] {
  const { runs, words } = readName(text);
  return [
    ...runs.flatMap((run) => (run.length === 1 ? run : neighbours(run)).map(exact)),
    ...words.map((word) => ({ anyOf: [`w${word}`], prefix: true })),
  ];
}

/**
 * Pairs alone would do; the syllables are there only where no pair is. One that is still being typed stands for each it can
 * become, not for every token that begins so: the index has to gather all of those before it can answer the newest.
 */
function pinyinTerms(syllables: readonly string[], rest: string): SearchTerm[] {
  const terms = neighbours(syllables).map((pair) => exact(`q${pair}`));
  const last = syllables.at(-1) ?? '';
  if (rest !== '') {
    const next = [...SYLLABLES].filter((syllable) => syllable.startsWith(rest));
    return [...terms, { anyOf: next.map((syllable) => `q${last}${syllable}`), prefix: false }];
  }
  return terms.length > 0 ? terms : [exact(`p${last}`)];
}

function neighbours(units: readonly string[]): string[] {
  return units.slice(1).map((unit, index) => (units[index] ?? '') + unit);
}

function exact(token: string): SearchTerm {
  return { anyOf: [token], prefix: false };
}

function branches(found: readonly (readonly SearchTerm[])[]): SearchBranch[] {
  return found.flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] satisfies SearchBranch],
  );
}

function containsSyllables(readings: readonly string[], asked: readonly string[], rest: string): boolean {
  return readings.some(
    (_, start) =>
      asked.every((syllable, index) => readings[start + index] === syllable) &&
      (rest === '' || (readings[start + asked.length] ?? '').startsWith(rest)),
  );
}
