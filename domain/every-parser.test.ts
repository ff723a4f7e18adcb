import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bankNameKey } from './identifiers/bank-name.ts';
import {
  maskAccount,
  maskAddress,
  maskIdNo,
  maskMerchantName,
  maskMobile,
  maskName,
  maskSn,
} from './identifiers/mask.ts';
import { parsePhone } from './identifiers/mobile.ts';
import { parseAuthCode, parseBatchNo } from './identifiers/reference-numbers.ts';
import { sameTerminalSn } from './identifiers/terminal.ts';
import { matchHeader, aliasesOf, spellingsOf, unitOfHeader } from './orders/import/header.ts';
import { fieldsOf } from './orders/import/fields.ts';
import { maskCell } from './orders/import/mask-cell.ts';
import * as cells from './orders/import/read-cell.ts';
import samplePack from './policy/packs/sample.json' with { type: 'json' };
import { loadPolicyPack } from './policy/pack.ts';
import { amountQuery } from './search/amount-query.ts';
import { classifyQuery, isNameQuery } from './search/classify.ts';
import { nearMissAmounts, nearMisses } from './search/near-miss.ts';
import { hasHan, segmentPinyin } from './search/pinyin.ts';
import { matchExpression, nameMatches, nameTokens, queryTokens } from './search/tokens.ts';
import { IDENTIFIER_KINDS } from './testing/hostile-identifiers.ts';
import { amountInWords, formatAmount, parseAmount } from './text/amount.ts';
import { findCardData } from './text/card-data.ts';
import { destroyedNumber } from './text/destroyed-number.ts';
import { parseInstant } from './text/instant.ts';
import { compactIdentifier, foldWidth, normaliseIdentifier, normaliseText, stripGuards } from './text/normalise.ts';

const NOW = Date.UTC(2026, 10, 20);
const ALIASES = aliasesOf(fieldsOf('acquiring_txn'));

/** The whole way of a line typed into the search box, up to the expression that the database gets. */
function searched(text: string): unknown {
  return classifyQuery(text).map((query) => {
    if (!isNameQuery(query)) return nearMisses(query);
    const expression = matchExpression(queryTokens(query)) ?? '';
    // Nothing that is typed may end a quoted token of the full-text query.
    const unquoted = expression.replace(/"[^"]*"/gu, '').replace(/AND|OR|[\s()*]/gu, '');
    if (unquoted !== '') throw new Error('a token was not kept within its quotation marks');
    return [expression, nameMatches(text, 'person', query)];
  });
}

/** Everything in `domain/` that reads text from outside. */
const PARSERS: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ...IDENTIFIER_KINDS.map(({ kind, read }) => [kind, read] as const),
  ['parsePhone', parsePhone],
  ['parseBatchNo', parseBatchNo],
  ['parseAuthCode', parseAuthCode],
  ['sameTerminalSn', (text) => sameTerminalSn(text, text)],
  ['bankNameKey', bankNameKey],
  ['amount in yuan', (text) => parseAmount(text, 'yuan')],
  ['amount in fen', (text) => parseAmount(text, 'fen')],
  ['amountQuery', amountQuery],
  ['parseInstant', parseInstant],
  ['findCardData', findCardData],
  ['destroyedNumber', destroyedNumber],
  [
    'normalising',
    (text) => [foldWidth, normaliseText, stripGuards, normaliseIdentifier, compactIdentifier].map((step) => step(text)),
  ],
  ['searching', searched],
  ['pinyin', (text) => (hasHan(text) ? null : segmentPinyin(text.slice(0, 100)))],
  ['tokens of a name', (text) => [nameTokens(text, 'person'), nameTokens(text, 'merchant')]],
  ['header', (text) => [matchHeader(text.slice(0, 60), ALIASES), unitOfHeader(text), spellingsOf(text.slice(0, 60))]],
  [
    'masking',
    (text) =>
      [maskMobile, maskIdNo, maskAccount, maskName, maskMerchantName, maskAddress, maskSn].map((mask) => mask(text)),
  ],
  [
    'masking a cell',
    (text) =>
      (['open', 'person', 'merchant', 'mobile', 'id', 'card', 'sn', 'address', 'number', 'unknown'] as const).map(
        (mask) => maskCell(text, mask),
      ),
  ],
  [
    'reading a cell',
    (text) => [
      cells.readText(text, 100),
      cells.readIdentifier(text, 64),
      cells.readCount(text),
      cells.readRate(text),
      cells.readMobile(text),
      cells.readUscc(text),
      cells.readCard(text),
      cells.readTerminalSns(text),
    ],
  ],
  [
    'reading a dated cell',
    (text) => [
      cells.readInstant(text, NOW),
      cells.readResidentId(text, NOW),
      cells.readAmount(text, 'yuan'),
      cells.readWord(text, 'status'),
    ],
  ],
];

const spoiledGood = fc
  .tuple(
    fc.constantFrom(
      ...IDENTIFIER_KINDS.map(({ good }) => good),
      '1,299.00',
      '2026-11-17 10:26:05',
      '测试张三',
      'zhangsan',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.nat(20),
  )
  .map(([good, noise, at]) => good.slice(0, at) + noise + good.slice(at));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  spoiledGood,
);

/** Long runs of what regular expressions repeat: one that backtracks without end does not come back from these. */
const LONG = [
  '1',
  '0',
  ' ',
  '\t',
  '-',
  '.',
  ',',
  '测',
  'a',
  '张',
  "'",
  '=',
  '"',
  '(',
  '0.',
  '1-',
  '１',
  ' 1',
  '测 ',
  'cvv',
  '卡号',
  'xi ',
  '信 ',
  '\u0301',
  '\u200b',
].flatMap((unit) => [unit.repeat(20_000), `${unit.repeat(20_000)}!`]);

describe('everything that reads text from outside', () => {
  it.each(PARSERS)('answers the same each time, and never throws: %s', (_name, read) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(text)).toEqual(read(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each(PARSERS)(
    'comes back from long runs of anything: %s',
    (_name, read) => {
      expect(LONG.map((text) => read(text))).toHaveLength(LONG.length);
    },
    20_000,
  );

  it('is looked at here, when it is called a parser', async () => {
    const folders = ['identifiers', 'text'] as const;
    const files = folders.flatMap((folder) =>
      readdirSync(new URL(folder, import.meta.url)).map((file) => `./${folder}/${file}`),
    );
    const sources = files.filter((file) => !file.endsWith('.test.ts'));
    const modules = await Promise.all(sources.map((file) => import(file) as Promise<Record<string, unknown>>));
    const parsers = modules
      .flatMap((module) => Object.keys(module))
      .filter((name) => name.startsWith('parse') && name !== 'parsed');

    expect(parsers.toSorted()).toEqual([
      'parseAmount',
      'parseAuthCode',
      'parseBankCard',
      'parseBatchNo',
      'parseCaseCode',
      'parseInstant',
      'parseMerchantNo',
      'parseMobile',
      'parsePhone',
      'parseResidentId',
      'parseRrn',
      'parseTerminalNo',
      'parseTerminalSn',
      'parseUscc',
      'parseVoucherNo',
    ]);
  });

  it('reads numbers of any size', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e21)),
        (number) => {
          const words = [formatAmount(number), Number.isSafeInteger(number) ? amountInWords(number) : '-'];
          expect(words.every((each) => each.length > 0)).toBe(true);
          expect(nearMissAmounts(number).length).toBeLessThan(3);
        },
      ),
    );
  });
});

describe('a policy pack', () => {
  it('that is anything at all is taken or refused with what is wrong', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }), (json) => {
        const loaded = loadPolicyPack(json);
        expect(loaded.ok || loaded.refusal.code === 'policy_pack_invalid').toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('with one spoiled place is taken or refused with what is wrong', () => {
    const places = Object.keys(samplePack) as (keyof typeof samplePack)[];

    fc.assert(
      fc.property(fc.constantFrom(...places), fc.anything({ maxDepth: 3 }), (place, thing) => {
        const loaded = loadPolicyPack({ ...samplePack, [place]: thing });
        expect(loaded.ok || loaded.refusal.code === 'policy_pack_invalid').toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
