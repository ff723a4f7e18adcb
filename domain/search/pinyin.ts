/**
 * Toneless pinyin, quickly: the one reading of most characters is remembered, and only a character of
 * several readings is read with what stands around it, where words and surnames decide (重庆 chongqing, 单雄信 shan…). ü is written v.
 */
import { pinyin } from 'pinyin-pro';
import { SYLLABLES } from './syllables.ts';

export type NameType = 'person' | 'merchant';

const HAN = /^\p{Script=Han}$/u;
/** The one toneless reading of a character, or null where it has several. */
const onlyReading = new Map<string, string | null>();

/** Readings of characters that have several, by their neighbours; forgotten as a whole when it has grown too large. */
const readingInContext = new Map<string, string>();
const MAX_CONTEXTS = 50_000;

/**
 * The reading of each character of a text of Han characters alone; a character without a known one reads as ''.
 * A character of several readings is read with its neighbours, which decide nearly always and are remembered.
 * @param type a person's name is read with its surname first.
 */
export function readingsOf(han: readonly string[], type: NameType): string[] {
  return han.map((character, index) => readingOf(character) ?? readInContext(han, index, type));
}

function readInContext(han: readonly string[], index: number, type: NameType): string {
  const inSurname = type === 'person' && index <= 1;
  const start = inSurname ? 0 : index - Math.min(index, 1);
  const window = han.slice(start, inSurname ? 3 : index + 2);
  const key = `${inSurname ? 'surname' : ''}${index - start}${window.join('')}`;
  const known = readingInContext.get(key);
  if (known !== undefined) return known;
  const reading = readTogether(window, inSurname ? 'head' : 'off')[index - start] ?? '';
  if (readingInContext.size >= MAX_CONTEXTS) readingInContext.clear();
  readingInContext.set(key, reading);
  return reading;
}

function readingOf(character: string): string | null {
  const known = onlyReading.get(character);
  if (known !== undefined) return known;
  const readings = new Set(allReadings(character));
  const [first = ''] = readings;
  const reading = readings.size > 1 ? null : first;
  onlyReading.set(character, reading);
  return reading;
}

function readTogether(han: readonly string[], surname: 'head' | 'off'): string[] {
  const readings = pinyin(han.join(''), { toneType: 'none', type: 'array', v: true, surname });
  return han.map((_, index) => latin(readings[index] ?? ''));
}

function allReadings(character: string): string[] {
  return pinyin(character, { toneType: 'none', type: 'array', v: true, multiple: true }).map(latin);
}

/** Characters the dictionary does not know come back as themselves. */
function latin(reading: string): string {
  return /^[a-z]+$/u.test(reading) ? reading : '';
}

/** The block that holds nearly all of them, and where the first of the script stands: most characters need no more than that. */
const UNIFIED = { first: 0x4e00, last: 0x9fff } as const;
const FIRST_HAN = 0x2e80;

export function isHan(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code >= UNIFIED.first && code <= UNIFIED.last) return true;
  return code >= FIRST_HAN && HAN.test(character);
}

export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

export interface Segmentation {
  readonly syllables: readonly string[];
  /** What follows the last whole syllable and could begin one (`zhangs`: zhang + s), or ''. */
  readonly rest: string;
}

const LONGEST_SYLLABLE = 6;
const MAX_SEGMENTATIONS = 8;

/**
 * The ways to read letters as syllables, longest first, at most eight: `xian` is xian and xi an. Whole readings only, if
 * there are any; else those that leave the beginning of one more syllable. `'` forces a border.
 */
export function segmentPinyin(letters: string): Segmentation[] {
  const whole: Segmentation[] = [];
  const open: Segmentation[] = [];
  const walk = (rest: string, done: readonly string[]): void => {
    if (whole.length >= MAX_SEGMENTATIONS) return;
    if (rest === '') {
      whole.push({ syllables: done, rest: '' });
      return;
    }
    if (done.length > 0 && open.length < MAX_SEGMENTATIONS && rest.length < LONGEST_SYLLABLE && beginsSyllable(rest)) {
      open.push({ syllables: done, rest });
    }
    for (let length = Math.min(LONGEST_SYLLABLE, rest.length); length >= 1; length -= 1) {
      const syllable = rest.slice(0, length);
      if (!syllable.includes("'") && SYLLABLES.has(syllable))
        walk(rest.slice(length).replace(/^'/u, ''), [...done, syllable]);
    }
  };
  walk(letters.replace(/^'+|'+$/gu, '').replaceAll('ü', 'v'), []);
  return whole.length > 0 ? whole : open;
}

function beginsSyllable(letters: string): boolean {
  for (const syllable of SYLLABLES) if (syllable.startsWith(letters)) return true;
  return false;
}
