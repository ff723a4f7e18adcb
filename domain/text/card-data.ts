/**
 * Card data in free text (scenario 32): what a caller reads out unasked must not be stored, and what is stored by the
 * institution at all excludes it (P-04, V-11). Found in the text as written, so that the rest stays as it was.
 */
import { looksLikeCard } from '../identifiers/bank-card.ts';
import { maskCard } from '../identifiers/mask.ts';
import { parseResidentId } from '../identifiers/resident-id.ts';
import { halfWidth } from './half-width.ts';

export type CardDataKind = 'pan' | 'cvv' | 'expiry' | 'pin' | 'one_time_code';

export interface CardData {
  /** What was found, each kind once, in a fixed order; empty where the text may be stored. */
  readonly kinds: readonly CardDataKind[];
  /** The text with the findings masked; the same text where there are none. */
  readonly masked: string;
}

interface Finding {
  readonly kind: CardDataKind;
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

const KINDS = ['pan', 'cvv', 'expiry', 'pin', 'one_time_code'] as const satisfies readonly CardDataKind[];

/** Digits with at most two separators between neighbours; which groups of them make a card is decided afterwards. */
const DIGIT_RUN = /\d(?:[\s\-._·,/\u2010-\u2015\u200b-\u200d\u2060\ufeff]{0,2}\d)*/gu;
/** What people put between the name of a secret and the secret. */
const LINK = String.raw`[\s:=是为就叫报说的号码,、"'“”‘’(#-]{0,5}`;
const NOT_LONGER = String.raw`(?![\d*•])`;

const SECRETS: readonly { readonly kind: CardDataKind; readonly pattern: RegExp }[] = [
  secret(
    'cvv',
    String.raw`(?:\b(?:cvv2?|cvn2?|cvc2?|cid)|安全码|签名栏(?:后|末)?(?:三|3)位(?:数字?)?|背面(?:后|末)?(?:三|3)位(?:数字?)?|后三码)`,
    String.raw`\d{3,4}`,
  ),
  { kind: 'cvv', pattern: /(?<![\d*•])(?<secret>\d{3,4})(?=[\s是为就的,]{0,3}(?:cvv2?|cvn2?|cvc2?|安全码))/giu },
  secret(
    'expiry',
    String.raw`(?:有效期限?|到期日?期?|\b(?:exp(?:iry|ires?|\.)?|valid\s*thru))[至到]?`,
    String.raw`(?:(?:0[1-9]|1[0-2])[\s/年.-]?\d{2}|\d{2}[\s/年.-]?(?:0[1-9]|1[0-2]))(?![/.年月-]?\d)`,
  ),
  secret(
    'expiry',
    String.raw`卡片?的?有效期限?[至到]?`,
    String.raw`(?:20\d{2}[\s/年.-]?(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[\s/.-]20\d{2})月?(?![/.日-]?\d)`,
  ),
  secret(
    'one_time_code',
    String.raw`(?:验证码|动态码|动态密码|短信码|校验码|短信密码|一次性密码|\botp)`,
    String.raw`\d{4,8}`,
  ),
  secret('pin', String.raw`(?:密码|口令|\bpin(?:码|\s*code)?)`, String.raw`\d{3,6}`),
];

/**
 * Finds card numbers (13-19 digits of an issued prefix that pass Luhn, with spaces, dashes or dots between groups, in
 * half- or full-width digits) and security codes, expiry dates, PINs and one-time codes named with their digits.
 *
 * One order number in ten passes Luhn; the prefix and its length keep nearly all of them out, and a valid resident id is
 * no card. What remains is masked: a note that must be typed again costs less than a card number kept.
 * @rule V-11, P-04
 */
export function findCardData(text: string): CardData {
  const folded = halfWidth(text);
  const findings = [...findCards(folded)];
  for (const { kind, pattern } of SECRETS) {
    for (const match of folded.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const start = end - (match.groups?.['secret'] ?? '').length;
      if (!findings.some((finding) => start < finding.end && finding.start < end)) {
        findings.push({ kind, start, end, shown: '***' });
      }
    }
  }
  const kinds = KINDS.filter((kind) => findings.some((finding) => finding.kind === kind));
  return { kinds, masked: maskFindings(text, findings) };
}

function secret(kind: CardDataKind, name: string, digits: string): { kind: CardDataKind; pattern: RegExp } {
  return { kind, pattern: new RegExp(`${name}${LINK}(?<secret>${digits}${NOT_LONGER})`, 'giu') };
}

/** In each run, the longest stretch from one group's start to another's end that is a card; then on behind it. */
function* findCards(folded: string): Generator<Finding> {
  for (const run of folded.matchAll(DIGIT_RUN)) {
    const groups = [...run[0].matchAll(/\d+/gu)].map((group) => ({
      digits: group[0],
      start: run.index + group.index,
      end: run.index + group.index + group[0].length,
    }));
    let first = 0;
    while (first < groups.length) {
      const last = lastGroupOfCard(groups, first);
      const start = groups[first]?.start;
      const end = last === null ? undefined : groups[last]?.end;
      if (last === null || start === undefined || end === undefined) {
        first += 1;
        continue;
      }
      const digits = joined(groups, first, last);
      yield { kind: 'pan', start, end, shown: maskCard({ first6: digits.slice(0, 6), last4: digits.slice(-4) }) };
      yield* readOutBehind(folded, end);
      first = last + 1;
    }
  }
}

/** Expiry and security code as they are read out behind the number, without being named. An amount has its unit. */
const BEHIND_CARD =
  /(?<lead>[\s,;/.-]{1,3})(?:(?<expiry>(?:0[1-9]|1[0-2])[\s/-]?\d{2})(?![\d*])(?<gap>[\s,;/.-]{0,3}))?(?:(?<cvv>\d{3,4})(?![\d*]|\.\d|\s*[元块笔号次年]))?/uy;

function* readOutBehind(folded: string, position: number): Generator<Finding> {
  BEHIND_CARD.lastIndex = position;
  const groups = BEHIND_CARD.exec(folded)?.groups;
  if (!groups) return;
  const { lead = '', expiry = '', gap = '', cvv = '' } = groups;
  const afterLead = position + lead.length;
  const afterGap = afterLead + expiry.length + gap.length;
  if (expiry !== '') yield { kind: 'expiry', start: afterLead, end: afterLead + expiry.length, shown: '***' };
  if (cvv !== '') yield { kind: 'cvv', start: afterGap, end: afterGap + cvv.length, shown: '***' };
}

/** A group that is a card by itself is one: what follows may be its security code. */
function lastGroupOfCard(groups: readonly { readonly digits: string }[], first: number): number | null {
  let found: number | null = null;
  for (let last = first; last < groups.length; last += 1) {
    const digits = joined(groups, first, last);
    if (digits.length > 19) break;
    if (digits.length < 13 || !looksLikeCard(digits) || parseResidentId(digits).ok) continue;
    if (last === first) return last;
    found = last;
  }
  return found;
}

function joined(groups: readonly { readonly digits: string }[], first: number, last: number): string {
  return groups
    .slice(first, last + 1)
    .map((group) => group.digits)
    .join('');
}

function maskFindings(text: string, findings: readonly Finding[]): string {
  let masked = '';
  let position = 0;
  for (const finding of findings.toSorted((one, other) => one.start - other.start)) {
    masked += text.slice(position, finding.start) + finding.shown;
    position = finding.end;
  }
  return masked + text.slice(position);
}
