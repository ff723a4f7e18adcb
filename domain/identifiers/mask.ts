/**
 * What a screen, list, log or export may show of personal data without a reveal. Each function takes the normalised
 * value and hides more, never less, where the value is shorter than expected. A USCC and an order number are public.
 * @rule V-12
 */
import type { CardTail } from './bank-card.ts';

const HIDDEN = '***';

const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 ' +
    '公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 ' +
    '拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 完颜 纳兰 欧陽 司馬 諸葛 長孫'
  ).split(' '),
);

/** `138****5678`; a landline keeps its last four digits only, anything shorter nothing. */
export function maskMobile(mobile: string): string {
  if (/^1\d{10}$/u.test(mobile)) return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
  return mobile.length >= 10 ? `****${mobile.slice(-4)}` : HIDDEN;
}

/** First and last character by default, never more than six and four; a number of another kind (passport) not at all. */
export function maskIdNo(idNo: string, keepFirst = 1, keepLast = 1): string {
  const first = Math.min(keepFirst, 6);
  const last = Math.min(keepLast, 4);
  if (idNo.length < 15) return HIDDEN;
  return idNo.slice(0, first) + '*'.repeat(idNo.length - first - last) + idNo.slice(idNo.length - last);
}

/** `622202******7894`, `****7894` where only the tail is known. */
export function maskCard(card: CardTail): string {
  return card.first6 === null ? `****${card.last4}` : `${card.first6}******${card.last4}`;
}

/** A settlement account: the last four, where enough stays hidden. */
export function maskAccount(account: string): string {
  return account.length >= 8 ? `****${account.slice(-4)}` : HIDDEN;
}

/**
 * A person's name keeps the surname; a given name of two or more keeps its last character as well: 张*, 张*丰, 欧阳*明.
 * Names in Latin letters keep the first letter.
 */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  const surnameLength = COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) && characters.length > 2 ? 2 : 1;
  const given = characters.length - surnameLength;
  if (given < 1) return '*';
  const surname = characters.slice(0, surnameLength).join('');
  if (!/\p{Script=Han}/u.test(surname)) return `${surname}${HIDDEN}`;
  return given === 1 ? `${surname}*` : `${surname}${'*'.repeat(Math.min(given - 1, 3))}${characters.at(-1) ?? ''}`;
}

/** 杭州***便利店: the first two and last three characters, fewer where the name is short. */
export function maskMerchantName(name: string): string {
  const characters = Array.from(name.trim());
  const count = characters.length;
  if (count <= 1) return HIDDEN;
  const [first, last] = count >= 8 ? [2, 3] : count >= 6 ? [2, 2] : count >= 4 ? [1, 1] : [1, 0];
  return characters.slice(0, first).join('') + HIDDEN + characters.slice(count - last).join('');
}

const ADDRESS_TO_DISTRICT =
  /^(?:[^省市区县\d]{2,8}(?:省|自治区|特别行政区))?(?:[^省市区县\d]{1,10}(?:市|自治州|地区|盟))?(?:[^省市县区\d]{1,9}(?:(?<![小社园校厂景库院片])区|县|旗|市))?/u;

/** Kept down to the district (浙江省杭州市西湖区***); where none is written, down to what is. */
export function maskAddress(address: string): string {
  const district = ADDRESS_TO_DISTRICT.exec(address.trim())?.[0] ?? '';
  return `${district}${HIDDEN}`;
}

/** `…04C7A1`: the last six, where at least two stay hidden. */
export function maskSn(sn: string): string {
  return sn.length >= 8 ? `…${sn.slice(-6)}` : HIDDEN;
}
