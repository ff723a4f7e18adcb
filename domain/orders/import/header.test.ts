import { describe, expect, it } from 'vitest';
import { aliasesOf, matchHeader, spellingsOf, unitOfHeader } from './header.ts';
import { fieldsOf } from './fields.ts';

describe('a header', () => {
  it.each([
    ['押金(元)', 'yuan'],
    ['押金（单位：元）', 'yuan'],
    ['金额【人民币】', 'yuan'],
    ['金额[RMB]', 'yuan'],
    ['amount_yuan', 'yuan'],
    ['押金元', 'yuan'],
    ['押金(分)', 'fen'],
    ['押金（单位:分）', 'fen'],
    ['amount (cents)', 'fen'],
    ['amount_cent', 'fen'],
    ['amount-fen', 'fen'],
    ['押金', null],
    ['fence', null],
  ])('%s says %s', (header, unit) => {
    expect(unitOfHeader(header)).toBe(unit);
  });

  it.each([
    ['*联系电话（必填）', ['联系电话', '联系电话必填', '必填']],
    ['ＳＮ(机身号)', ['sn', 'sn机身号', '机身号']],
    ['amount_fen', ['amount', 'amountfen']],
    ['押金元', ['押金', '押金元']],
    ['()', []],
    [' 备注 ', ['备注']],
  ])('%s may be known as %j', (header, spellings) => {
    expect(spellingsOf(header)).toEqual(spellings);
  });

  it('means the longest Chinese word that it ends in; a foreign word inside another is none', () => {
    const aliases = aliasesOf(
      new Map([
        ['phone', { ...definition, aliases: ['电话', 'tel'] }],
        ['contactPhone', { ...definition, aliases: ['联系电话', '话'] }],
        ['spoken', { ...definition, aliases: ['tel', 'A电话'] }],
      ]),
    );

    expect(matchHeader('收件人联系电话', aliases)).toEqual({ field: 'contactPhone', sure: false, weight: 4 });
    expect(matchHeader('收件人电话', aliases)).toEqual({ field: 'phone', sure: false, weight: 2 });
    expect(matchHeader('通话（固定电话）', aliases)).toEqual({ field: 'phone', sure: false, weight: 2 });
    expect(matchHeader('tel', aliases)).toEqual({ field: 'phone', sure: true, weight: 3 });
    expect(matchHeader('hotel', aliases)).toBeNull();
    expect(matchHeader('神话', aliases)).toBeNull();
    expect(matchHeader('contactPhone', aliases)).toMatchObject({ field: 'contactPhone', sure: true });
  });
});

const definition = [...fieldsOf('acquiring_txn').values()].find(({ kind }) => kind === 'text') ?? fail();

function fail(): never {
  throw new Error('no field of text');
}
