/** Good rows of both kinds as platforms export them, in every spelling that has to be understood. */
import type { OrderKind } from '../../../domain/orders/order.ts';
import {
  digits,
  fakeCard,
  fakeMerchantNo,
  fakeMobile,
  fakeResidentId,
  fakeUscc,
  seededRandom,
} from './fake-numbers.ts';

export const HEADERS: Readonly<Record<OrderKind, readonly string[]>> = {
  terminal_application: [
    '申请单号',
    '申请时间',
    '订单状态',
    '订单来源',
    '支付状态',
    '姓名',
    '联系电话',
    '身份fen证号',
    '商户名称',
    '统一社会信用代码',
    '商户号',
    '机身号(SN)',
    '押金（元）',
    '服务费（元）',
    '费率',
    '快递单号',
    '发货时间',
    '签收时间',
    '激活时间',
    '代理商',
    '业务员',
    '收货地址',
    '备注',
  ],
  acquiring_txn: [
    '订单编号',
    '交易时间',
    '交易金额（元）',
    '交易类型',
    '交易状态',
    '支付方式',
    '结算状态',
    '商户编号',
    '商户名称',
    '联系人',
    '手机号',
    '终端号',
    'TUSN',
    '批次号',
    '凭证号',
    '检索参考号',
    '授权码',
    '卡号',
    '已退金额（元）',
    '收单机构',
    '备注',
  ],
};

export const COLUMN = {
  terminal_application: (header: string) => HEADERS.terminal_application.findIndex((name) => name.startsWith(header)),
  acquiring_txn: (header: string) => HEADERS.acquiring_txn.findIndex((name) => name.startsWith(header)),
} satisfies Record<OrderKind, (header: string) => number>;

const PARTIES = 10_000;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const SHOPS = ['便利店', '小吃店', '刷ka卡测试店', '五金行', '水果铺'];
const MINUTE = 60_000;

/** The cells of row `index`; the same for the same seed. */
export function fixtureRow(kind: OrderKind, index: number, seed: number): string[] {
  const random = seededRandom(seed * 1_000_003 + index);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const party = index % PARTIES;
  const orderedAt = FIRST_DAY + (index % 200) * 24 * 60 * MINUTE + Math.floor(random() * 600) * MINUTE;
  const shop = `测试${digits(party, 4)}号${SHOPS[party % SHOPS.length]}`;
  const person = `测试${'赵钱孙李周吴郑王'.charAt(party % 8)}${'一二三四五六七八九'.charAt(party % 9)}`;
  const when = (at: number): string => spelledDate(at, Math.floor(random() * 6));
  const guarded = (text: string): string => pick(['', '`', "'", '\t', ''] as const) + text;
  const amount = 100 + Math.floor(random() * 90_000);
  const money = spelledYuan(amount, Math.floor(random() * 4));
  if (kind === 'acquiring_txn') {
    const cash = index % 20 === 0;
    return [
      guarded(`T2026${digits(index, 12)}`),
      when(orderedAt),
      money,
      '消费',
      pick(['交易成功', '成功', 'SUCCESS']),
      cash ? '现金' : pick(['银行卡', '贷记卡', '微信支付']),
      pick(['已结算', '未结算']),
      guarded(fakeMerchantNo(party)),
      shop,
      person,
      spelledMobile(party, random),
      digits(10_000_000 + party, 8),
      `TESTSN${digits(party, 8)}`,
      digits(index, 6),
      digits(index * 7, 6),
      digits(index * 13, 12),
      cash ? '' : digits(index * 3, 6),
      cash ? '' : pick([guarded(fakeCard(index)), `622202******${digits(index, 4)}`]),
      '0.00',
      '测试收单行',
      '',
    ];
  }
  const company = party % 3 === 0;
  const delivered = index % 4 !== 0;
  return [
    guarded(`A2026${digits(index, 12)}`),
    when(orderedAt),
    delivered ? pick(['已签收', 'DELIVERED']) : pick(['审核中', '已提交']),
    pick(['线上', '电话', '门店', '代理商']),
    pick(['已支付', 'paid']),
    person,
    spelledMobile(party, random),
    guarded(fakeResidentId(party)),
    company ? shop : '',
    company ? fakeUscc(party, party % 2 === 0 ? '91' : '92') : '',
    company ? guarded(fakeMerchantNo(party)) : '',
    delivered ? `TESTSN${digits(index, 8)}` : '',
    money,
    '0',
    pick(['0.6%', '0.006', '0.55%']),
    delivered ? guarded(`SF${digits(index, 12)}`) : '',
    delivered ? when(orderedAt + 24 * 60 * MINUTE) : '',
    delivered ? when(orderedAt + 72 * 60 * MINUTE) : '',
    '',
    pick(['', '测试代理商']),
    '',
    '北京市东城区测试路1号',
    pick(['', '信xi息已核对', '要求尽快']),
  ];
}

/** Six shapes of one instant, in Shanghai; those without a time of day keep the day. */
function spelledDate(at: number, shape: number): string {
  const iso = new Date(at + 8 * 60 * MINUTE).toISOString();
  const day = iso.slice(0, 10);
  const time = iso.slice(11, 19);
  const [year = '', month = '', date = ''] = day.split('-');
  switch (shape) {
    case 0:
      return `${day} ${time}`;
    case 1:
      return `${year}/${Number(month)}/${Number(date)} ${time.slice(0, 5)}`;
    case 2:
      return `${year}${month}${date}${time.replaceAll(':', '')}`;
    case 3:
      return `${year}年${Number(month)}月${Number(date)}日 ${time}`;
    case 4:
      return `${day}T${time}+08:00`;
    default:
      return `${year}.${month}.${date} ${time}`;
  }
}

function spelledYuan(fen: number, shape: number): string {
  const yuan = (fen / 100).toFixed(2);
  if (shape === 0) return `¥${yuan}`;
  if (shape === 1) return yuan.replace(/\B(?=(?:\d{3})+\.)/gu, ',');
  return shape === 2 ? `${yuan}元` : yuan;
}

function spelledMobile(party: number, random: () => number): string {
  const mobile = fakeMobile(party);
  const shape = Math.floor(random() * 5);
  if (shape === 0) return `+86 ${mobile}`;
  if (shape === 1) return `${mobile.slice(0, 3)}-${mobile.slice(3, 7)}-${mobile.slice(7)}`;
  return shape === 2 ? fullWidth(mobile) : mobile;
}

export function fullWidth(text: string): string {
  return text.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
}
