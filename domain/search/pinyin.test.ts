import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { readingsOf, segmentPinyin } from './pinyin.ts';
import { SYLLABLES } from './syllables.ts';

it.each([
  ['单雄信', 'person', 'shan xiong xin'],
  ['曾小贤', 'person', 'zeng xiao xian'],
  ['欧阳明', 'person', 'ou yang ming'],
  ['尉迟恭', 'person', 'yu chi gong'],
  ['吕绿', 'person', 'lv lv'],
  ['重庆银行', 'merchant', 'chong qing yin hang'],
  ['长沙便利店', 'merchant', 'chang sha bian li dian'],
] as const)('%s, a %s, reads %s', (name, type, reading) => {
  expect(readingsOf(Array.from(name), type)).toEqual(reading.split(' '));
});

it('has no reading for a character the dictionary lacks, and keeps the others in place', () => {
  expect(readingsOf(['吕', '𠮷', '行'], 'person')).toEqual(['lv', '', 'xing']);
});

describe('letters as syllables', () => {
  it('finds every way, the longest first', () => {
    expect(segmentPinyin('xian').map((way) => way.syllables)).toEqual([['xian'], ['xi', 'an']]);
    expect(segmentPinyin("xi'an").map((way) => way.syllables)).toEqual([['xi', 'an']]);
    expect(segmentPinyin('zhangsan')).toEqual([{ syllables: ['zhang', 'san'], rest: '' }]);
  });

  it('leaves the syllable that is still being typed', () => {
    expect(segmentPinyin('zhangs')).toEqual([{ syllables: ['zhang'], rest: 's' }]);
  });

  it('finds none in initials, and no more than eight in anything', () => {
    expect(segmentPinyin('zs')).toEqual([]);
    expect(segmentPinyin('xianxianxianxianxianxian').length).toBeLessThanOrEqual(8);
  });
});

it('knows the syllables the dictionary knows', () => {
  const found = new Set<string>();
  for (let code = 0x4e00; code <= 0x9fa5; code += 1) {
    const character = String.fromCodePoint(code);
    for (const reading of pinyin(character, { toneType: 'none', type: 'array', v: true, multiple: true })) {
      if (/^[a-z]*[aeiouv][a-z]*$/u.test(reading)) found.add(reading);
    }
  }
  expect([...SYLLABLES].toSorted()).toEqual([...found].toSorted());
});
