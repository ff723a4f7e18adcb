import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { application, delivered, transaction } from '../../domain/cases/testing/filing.ts';
import type { VerificationElement } from '../../domain/contacts/events.ts';
import { OWNER } from '../testing/scenario-desk.ts';
import { compareElement } from './compare-elements.ts';
import type { OnRecord } from './compare-elements.ts';

const hash = (value: string) => createHmac('sha256', 'test').update(value).digest();
const ON_RECORD: OnRecord = {
  party: { partyId: 'party-1', ...OWNER },
  orders: [delivered(3, { contractNo: 'HT-001' }), { ...transaction, acquirerTradeNo: 'TRADE-9' }],
};
const CALL = { cli: OWNER.mobile, direction: 'inbound' } as const;

function resultOf(
  element: VerificationElement,
  value: string | null,
  record = ON_RECORD,
  contact: Parameters<typeof compareElement>[2] = CALL,
) {
  const compared = compareElement({ element, value, seen: true }, record, contact, hash);
  return compared.ok ? compared.value : compared.refusal.data['code'];
}

describe('what is said is compared as it is meant', () => {
  it.each<[VerificationElement, string]>([
    ['order_no', ' ta 0001'],
    ['order_no', 'AT0001'],
    ['terminal_sn', 'SN: testsn-00-0000-0001'],
    ['person_name', ' 测试 张三 '],
    ['principal_name', '测试张三'],
    ['id_no', '１１０１０１１９９００３０７７７１５'],
    ['id_no_last6', '077715'],
    ['merchant_no', '1025 8108 3986 056'],
    ['uscc', '91350100m000100y43'],
    ['settlement_card', '尾号7894，工商银行的卡'],
    ['original_payment_ref', '000000000123'],
    ['original_payment_ref', 'trade9'],
    ['order_slip', 'TA0001'],
    ['id_card_original', '110101199003077715'],
    ['terminal_present', 'TESTSN0000000001'],
    ['contract_original', 'ht001'],
  ])('%s: %s', (element, said) => {
    expect(resultOf(element, said)).toBe('match');
  });

  it.each<[VerificationElement, string]>([
    ['order_no', 'TA0002'],
    ['terminal_sn', 'TESTSN0000000002'],
    ['person_name', '测试张四'],
    ['id_no_last6', '077716'],
    ['settlement_card', '7895 工行'],
    ['settlement_card', '7894 农行'],
    ['terminal_present', 'TESTSN0000000009'],
    ['contract_original', 'HT-002'],
  ])('and what is not it does not match: %s: %s', (element, said) => {
    expect(resultOf(element, said)).toBe('mismatch');
  });
});

describe('nothing is counted against a caller', () => {
  it('who does not have the element, or about whom nothing is on record', () => {
    const bare: OnRecord = {
      party: { ...ON_RECORD.party, idNo: null, settlementCardLast4: null, uscc: '' },
      orders: [application],
    };

    expect(resultOf('id_no', null)).toBe('unavailable');
    expect(resultOf('id_no', OWNER.idNo, bare)).toBe('unavailable');
    expect(resultOf('uscc', OWNER.uscc, bare)).toBe('unavailable');
    expect(resultOf('settlement_card', '7894 工行', bare)).toBe('unavailable');
    expect(resultOf('terminal_sn', 'TESTSN0000000001', bare)).toBe('unavailable');
  });

  it('whose number is another one: it is then no proof, and no wrong answer', () => {
    const elsewhere = { cli: '19900001111', direction: 'inbound' } as const;

    expect(resultOf('registered_number_call', null)).toBe('match');
    expect(resultOf('registered_number_call', null, ON_RECORD, elsewhere)).toBe('unavailable');
    expect(resultOf('registered_callback', null, ON_RECORD, { ...CALL, direction: 'outbound' })).toBe('match');
    expect(resultOf('registered_callback', null, ON_RECORD, { ...elsewhere, direction: 'outbound' })).toBe(
      'unavailable',
    );
  });

  it('where the answer is not complete', () => {
    expect(resultOf('settlement_card', '789 工行')).toBe('value_missing');
    expect(resultOf('settlement_card', '7894')).toBe('bank_missing');
    expect(resultOf('id_card_original', null)).toBe('value_missing');
    expect(
      compareElement({ element: 'portal_confirmation', value: null, seen: false }, ON_RECORD, CALL, hash),
    ).toMatchObject({ ok: false, refusal: { data: { path: 'portal_confirmation', code: 'not_seen' } } });
  });
});
