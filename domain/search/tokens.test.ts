import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyQuery, isNameQuery, type NameQueryKind } from './classify.ts';
import type { NameType } from './pinyin.ts';
import { matchExpression, nameMatches, nameTokens, queryTokens, type SearchTerm } from './tokens.ts';

/** What the index does with a query: some branch has all its terms among the tokens. */
function indexFinds(name: string, type: NameType, typed: string, kind?: NameQueryKind): boolean {
  const tokens = nameTokens(name, type);
  const holds = ({ anyOf, prefix }: SearchTerm): boolean =>
    anyOf.some((token) => tokens.some((own) => (prefix ? own.startsWith(token) : own === token)));
  return classifyQuery(typed)
    .filter(isNameQuery)
    .filter((query) => kind === undefined || query.kind === kind)
    .some((query) => queryTokens(query).some((branch) => branch.every(holds)) && nameMatches(name, type, query));
}

describe('a name is found', () => {
  it.each([
    ['张三', 'person', '张'],
    ['张三', 'person', '张三'],
    ['测试张三丰', 'person', '张三丰'],
    ['张三', 'person', 'zs'],
    ['张三', 'person', 'ZS'],
    ['张三', 'person', 'zhangsan'],
    ['张三', 'person', 'zhang'],
    ['张三', 'person', 'zhang san'],
    ['张三', 'person', 'zhangs'],
    ['张三', 'person', 'ｚｈａｎｇｓａｎ'],
    ['单雄信', 'person', 'shanxiong'],
    ['吕测试', 'person', 'lüceshi'],
    ['杭州西湖便利店', 'merchant', '西湖'],
    ['杭州西湖便利店', 'merchant', 'xihu'],
    ['杭州西湖便利店', 'merchant', 'xhbld'],
    ['杭州（西湖）便利店', 'merchant', '州西湖便'],
    ['重庆小面馆', 'merchant', 'chongqing'],
    ['杭州KFC餐厅', 'merchant', 'kfc'],
    ['杭州KFC餐厅', 'merchant', 'kf'],
    ['杭州KFC餐厅', 'merchant', 'KFC餐厅'],
    ['85度C面包店', 'merchant', '85'],
    ['信用ka卡服务店', 'merchant', '信用卡'],
    ['西安面馆', 'merchant', 'xian'],
    ['鲜面馆', 'merchant', 'xian'],
  ] as const)('%s, a %s, by %s', (name, type, typed) => {
    expect(indexFinds(name, type, typed)).toBe(true);
  });

  it('by every substring of its Han characters', () => {
    const name = fc.string({
      unit: fc.constantFrom(...Array.from('杭州西湖重庆测试张三丰便利店行长乐')),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(name, fc.nat(11), fc.integer({ min: 1, max: 12 }), (text, start, length) => {
        const part = text.slice(start % text.length, (start % text.length) + length);
        expect(indexFinds(text, 'merchant', part, 'name_han')).toBe(true);
      }),
    );
  });
});

describe('a name is not found', () => {
  it.each([
    ['张三', 'person', '三张'],
    ['张三', 'person', '李'],
    ['单雄信', 'person', 'danxiong'],
    ['杭州西湖便利店', 'merchant', '湖西'],
    ['张三', 'person', 'sz'],
  ] as const)('%s, a %s, by %s', (name, type, typed) => {
    expect(indexFinds(name, type, typed)).toBe(false);
  });

  it('where its pairs meet in another order: the row is checked again', () => {
    const query = { kind: 'name_han', value: '三四三' } as const;
    const tokens = nameTokens('四三四', 'person');
    expect(queryTokens(query)[0]?.every(({ anyOf }) => anyOf.some((token) => tokens.includes(token)))).toBe(true);
    expect(nameMatches('四三四', 'person', query)).toBe(false);
  });
});

it('tokens of different kinds never meet, and hold nothing a tokenizer would part', () => {
  expect(nameTokens('张三 KFC', 'merchant').toSorted()).toEqual(
    ['izs', 'psan', 'pzhang', 'qzhangsan', 'wkfc', '三', '张', '张三'].toSorted(),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('测试', '吕行', ''), (text, han) => {
      for (const token of nameTokens(han + text, 'person'))
        expect(token).toMatch(/^(?:\p{Script=Han}{1,2}|[piqw][a-z0-9]+)$/u);
    }),
  );
});

describe('the MATCH expression', () => {
  it('joins the terms of a branch and the branches', () => {
    expect(matchExpression(queryTokens({ kind: 'name_pinyin', value: 'xian' }))).toBe('("pxian") OR ("qxian")');
    expect(matchExpression(queryTokens({ kind: 'name_han', value: '张三丰' }))).toBe('("张三" AND "三丰")');
    expect(matchExpression(queryTokens({ kind: 'name_pinyin', value: 'zhangsanf' }))).toBe(
      '("qzhangsan" AND ("qsanfa" OR "qsanfan" OR "qsanfang" OR "qsanfei" OR "qsanfen" OR "qsanfeng" OR "qsanfo" OR "qsanfou" OR "qsanfu"))',
    );
    expect(matchExpression(queryTokens({ kind: 'name_word', value: 'kf' }))).toBe('("wkf"*)');
  });

  it('is none where nothing can be asked, so that an empty branch never scans', () => {
    expect(matchExpression(queryTokens({ kind: 'name_pinyin', value: 'zzz' }))).toBeNull();
    expect(matchExpression(queryTokens({ kind: 'name_initials', value: 'z' }))).toBeNull();
    expect(matchExpression([])).toBeNull();
  });
});
