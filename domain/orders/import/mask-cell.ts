import { looksLikeCard, parseBankCard } from '../../identifiers/bank-card.ts';
import {
  maskAddress,
  maskCard,
  maskIdNo,
  maskMerchantName,
  maskMobile,
  maskName,
  maskSn,
} from '../../identifiers/mask.ts';
import { parseMobile } from '../../identifiers/mobile.ts';
import { parseResidentId } from '../../identifiers/resident-id.ts';
import { foldWidth, normaliseIdentifier, normaliseText, stripGuards } from '../../text/normalise.ts';
import type { MaskKind } from './field-definition.ts';

const LONGEST_SHOWN = 40;
/** Nothing that is shown as it is has so many digits in a row except times and order numbers. */
const LONG_DIGITS = /\d{7,}/gu;

/** A cell as a report, a sample or a screen may show it, whether or not it could be read. @rule V-12 */
export function maskCell(cell: string, mask: MaskKind): string {
  const text = foldWidth(cell).trim();
  if (text === '') return '';
  return shorten(MASKS[mask](text));
}

const MASKS: Readonly<Record<MaskKind, (text: string) => string>> = {
  person: (text) => maskName(normaliseText(text)),
  merchant: (text) => maskMerchantName(normaliseText(text)),
  address: (text) => maskAddress(normaliseText(text)),
  mobile: (text) => {
    const mobile = parseMobile(text);
    return mobile.ok ? maskMobile(mobile.value) : maskMiddle(normaliseIdentifier(text));
  },
  id: (text) => {
    const id = normaliseIdentifier(text);
    return id.length >= 15 ? maskIdNo(id) : maskMiddle(id);
  },
  card: (text) => {
    const card = parseBankCard(text);
    return card.ok ? maskCard(card.value) : maskMiddle(normaliseIdentifier(text));
  },
  sn: (text) => maskSn(normaliseIdentifier(text)),
  number: maskSlipped,
  open: (text) => (isTime(stripGuards(text)) ? text : text.replace(LONG_DIGITS, maskMiddle)),
  // Nobody knows what the column holds: it may be names.
  unknown: (text) => text.replace(LONG_DIGITS, maskMiddle).replace(/(?<first>\p{L})\p{L}+/gu, '$<first>*'),
};

/** Longer than any order number. */
const LONGEST_NUMBER = 32;

/** A number of a person that slipped into another column is still theirs; what the column is for stays as it is. */
function maskSlipped(text: string): string {
  return text.replace(/\d{11,}X?/giu, (run) => {
    const mobile = parseMobile(run);
    if (mobile.ok) return maskMobile(mobile.value);
    const id = parseResidentId(run);
    if (id.ok) return maskIdNo(id.value);
    return looksLikeCard(run) || run.length > LONGEST_NUMBER ? maskMiddle(run) : run;
  });
}

/** Keeps at most a third in sight, the first and the last characters. */
function maskMiddle(text: string): string {
  const shown = Math.min(Math.floor(text.length / 6), 4);
  return text.slice(0, shown) + '*'.repeat(Math.min(text.length - 2 * shown, 12)) + text.slice(text.length - shown);
}

function isTime(text: string): boolean {
  return /^(?:19|20)\d{6}(?:[T ]?\d{4}(?:\d{2})?)?$/u.test(text);
}

function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
