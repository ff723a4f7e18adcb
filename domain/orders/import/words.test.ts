import { describe, expect, it } from 'vitest';
import {
  APPLICATION_STATUSES,
  BUYER_TYPES,
  ORIGIN_CHANNELS,
  PAYEE_TYPES,
  PAYMENT_STATUSES,
  TENDERS,
  TERMINAL_STATUSES,
  TXN_STATES,
} from '../order.ts';
import { ACQUIRING_FIELDS } from './acquiring-fields.ts';
import { APPLICATION_FIELDS } from './application-fields.ts';
import { comparable, DICTIONARIES, SPELLINGS, type WordField } from './words.ts';

describe('the words of other systems', () => {
  it.each(Object.keys(DICTIONARIES) as WordField[])('gives no spelling of %s two meanings', (field) => {
    const meanings = new Map<string, Set<string>>();

    for (const { spelling, meaning } of SPELLINGS[field]) {
      const key = comparable(spelling);
      meanings.set(key, (meanings.get(key) ?? new Set()).add(meaning));
    }

    expect([...meanings].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  it.each([
    ['status', APPLICATION_STATUSES],
    ['paymentStatus', PAYMENT_STATUSES],
    ['terminalStatus', TERMINAL_STATUSES],
    ['originChannel', ORIGIN_CHANNELS],
    ['buyerType', BUYER_TYPES],
    ['payeeType', PAYEE_TYPES],
    ['tender', TENDERS],
    ['txnStatus', TXN_STATES],
  ] as const)('understands the canonical words of %s', (field, words) => {
    const dictionary: ReadonlyMap<string, string> = DICTIONARIES[field];

    const understood = words.map((word) => dictionary.get(comparable(word)));

    expect(understood).toEqual([...words]);
  });

  it('compares words without width, case, spaces and obfuscation (X01)', () => {
    const spellings = ['ＰＡＩＤ', ' Paid ', 'PAID', '身份zheng证明', '身份 zheng 证明'];

    const compared = spellings.map(comparable);

    expect(compared).toEqual(['paid', 'paid', 'paid', '身份证明', '身份证明']);
  });

  it.each([APPLICATION_FIELDS, ACQUIRING_FIELDS])('gives no header two fields of one kind', (fields) => {
    const owners = new Map<string, Set<string>>();

    for (const [name, { aliases }] of Object.entries(fields)) {
      for (const alias of aliases)
        owners.set(comparable(alias), (owners.get(comparable(alias)) ?? new Set()).add(name));
    }

    expect([...owners].filter(([, names]) => names.size > 1)).toEqual([]);
  });

  it('has a dictionary for every field that is read as a word', () => {
    const wordFields = [...Object.entries(APPLICATION_FIELDS), ...Object.entries(ACQUIRING_FIELDS)]
      .filter(([, { kind }]) => kind === 'word')
      .map(([name]) => name);

    const without = wordFields.filter((name) => !(name in DICTIONARIES));

    expect(without).toEqual([]);
  });
});
