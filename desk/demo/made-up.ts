/** Names and numbers that are visibly made up and still pass every check, the same for the same index. */
import { parseResidentId } from '../../domain/identifiers/resident-id.ts';
import { parseUscc } from '../../domain/identifiers/uscc.ts';

const RESIDENT_ID_CHECKS = '0123456789X';
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export const SURNAMES = [
  '陈',
  '王',
  '李',
  '张',
  '刘',
  '杨',
  '赵',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '欧阳',
  '林',
  '何',
  '高',
] as const;
const GIVEN = ['样例', '演示', '测试', '示范'] as const;
const ENDINGS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;
export const PLACES = [
  { city: '杭州', address: '浙江省杭州市西湖区样例路', region: '浙江' },
  { city: '北京', address: '北京市东城区演示街', region: '北京' },
  { city: '上海', address: '上海市浦东新区测试路', region: '上海' },
  { city: '广州', address: '广东省广州市天河区示范大道', region: '广东' },
  { city: '成都', address: '四川省成都市武侯区样例巷', region: '四川' },
  { city: '武汉', address: '湖北省武汉市洪山区演示路', region: '湖北' },
] as const;
const TRADES = [
  '便利店',
  '小吃店',
  '水果店',
  '服装店',
  '理发店',
  '五金店',
  '花店',
  '茶叶店',
  '修车行',
  '文具店',
] as const;

export function at<T>(list: readonly T[], index: number): T {
  const chosen = list[index % list.length];
  if (chosen === undefined) throw new RangeError('an empty list');
  return chosen;
}

function completed(body: string, checks: string, isValid: (whole: string) => boolean): string {
  const whole = Array.from(checks)
    .map((check) => body + check)
    .find(isValid);
  if (whole === undefined) throw new Error('no check character fits');
  return whole;
}

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** Such as 陈样例一: a real surname, so that masking and pinyin are shown, and a given name that nobody has. */
export function personName(index: number): string {
  return at(SURNAMES, index) + at(GIVEN, Math.floor(index / SURNAMES.length)) + at(ENDINGS, Math.floor(index / 7));
}

export function merchantName(index: number): string {
  return `${at(PLACES, index).city}${at(GIVEN, index)}${padded(index, 3)}${at(TRADES, Math.floor(index / 3))}`;
}

/** 199 0000 0000 and up: a range kept for the demonstration. */
export function mobile(index: number): string {
  return `1990000${padded(index, 4)}`;
}

export function residentId(index: number): string {
  const body = `110101${1960 + (index % 40)}${padded(1 + (index % 12), 2)}${padded(1 + (index % 28), 2)}${padded(index % 1000, 3)}`;
  return completed(body, RESIDENT_ID_CHECKS, (whole) => parseResidentId(whole).ok);
}

export function uscc(index: number): string {
  return completed(`92110101MA${padded(index, 7)}`, USCC_ALPHABET, (whole) => parseUscc(whole).ok);
}

/** 3 institution + 4 area + 4 MCC + 4 sequence. */
export function merchantNo(index: number): string {
  return `99911005411${padded(index, 4)}`;
}

export function terminalSn(index: number): string {
  return `DEMO04${padded(index, 10)}`;
}
