/**
 * The words of other people's systems and what they mean here. The left side is what this console says, the right side
 * the spellings met in exports, in Chinese and English; the canonical word itself is always understood.
 */
import { normaliseText } from '../../text/normalise.ts';
import type {
  ApplicationStatus,
  BuyerType,
  OriginChannel,
  PayeeType,
  PaymentStatus,
  TerminalStatus,
  Tender,
  TxnState,
} from '../order.ts';

type Dictionary<T extends string> = Readonly<Record<T, string>>;

const APPLICATION_STATUS: Dictionary<ApplicationStatus> = {
  submitted: '已提交 提交成功 待审核 待受理 新订单 已下单 待处理 已申请 pending new created',
  under_review: '审核中 复审中 初审中 受理中 处理中 reviewing inreview processing',
  approved: '审核通过 已通过 通过 已审核 待发货 待分配 待配机 pass passed accepted',
  rejected: '审核拒绝 审核不通过 审核未通过 不通过 已拒绝 拒绝 已驳回 驳回 declined refused',
  allocated: '已分配 已配机 备货中 待出库 已出库 assigned',
  shipped: '已发货 配送中 运输中 派送中 待收货 待签收 intransit dispatched',
  delivered: '已签收 已收货 已送达 待激活 待绑定 signed received',
  active: '已激活 已绑定 使用中 正常 已开通 已完成 完成 交易中 activated completed inuse',
  cancelled: '已取消 取消 已撤销 已作废 已关闭 canceled closed',
  terminating: '注销中 解约中 退机中 终止中',
  terminated: '已注销 已解约 已终止 已退机 closedout',
  exception: '异常 丢件 已丢失 异常件 error lost',
};

const PAYMENT_STATUS: Dictionary<PaymentStatus> = {
  unpaid: '未支付 待支付 未付款 待付款 未缴费 免费 notpaid topay',
  paid: '已支付 支付成功 已付款 已缴费 付款成功 成功 success succeeded',
  partially_refunded: '部分退款 已部分退款 partialrefund',
  refunded: '已退款 全额退款 退款成功 已全额退款 fullyrefunded',
  charged_back: '已退单 拒付 已拒付 chargeback',
};

const TERMINAL_STATUS: Dictionary<TerminalStatus> = {
  unallocated: '未分配 待分配 未配机 无',
  allocated: '已分配 已配机',
  in_transit: '运输中 配送中 已发货 在途',
  delivered: '已签收 已送达 未激活 未绑定 待激活 notactivated',
  bound: '已绑定 已绑机 已入网',
  activated: '已激活 已开通 激活',
  transacting: '交易中 使用中 已交易 正常 inuse',
  unbind_requested: '解绑中 申请解绑',
  unbound: '已解绑 已注销',
  returned: '已退回 已回收 已退机',
  lost: '丢失 已丢失 遗失',
};

const ORIGIN_CHANNEL: Dictionary<OriginChannel> = {
  online: '线上 网上 网络 官网 网站 APP 小程序 公众号 微信 电商 淘宝 京东 抖音 网申 线上申请 线上渠道 web internet',
  phone: '电话 电销 电话销售 热线 客服热线 call telesales telephone',
  store: '门店 线下 网点 柜台 实体店 营业厅 实体门店 到店 线下渠道 shop counter offline branch',
  agent_sold: '代理 代理商 地推 上门 业务员 业务员上门 渠道商 服务商 代理渠道 agent salesperson fieldsales reseller',
};

const BUYER_TYPE: Dictionary<BuyerType> = {
  consumer: '个人 消费者 个人客户 自然人 individual personal',
  micro_merchant: '小微 小微商户 个人商户 micro micromerchant',
  sole_trader: '个体 个体户 个体工商户 个体商户 soleproprietor',
  company: '企业 公司 企业商户 对公 单位 法人企业 corporate enterprise business',
};

const PAYEE_TYPE: Dictionary<PayeeType> = {
  institution: '支付机构 支付公司 机构 总部 平台 官方 公司 psp headquarters platform',
  agent_company: '代理商 代理公司 渠道商 服务商 代理 agent',
  individual: '个人 业务员 销售 销售员 业务员个人 salesperson person',
};

const TENDER: Dictionary<Tender> = {
  cash: '现金 现金收款 现金收单',
  bank_card:
    '银行卡 刷卡 借记卡 贷记卡 信用卡 储蓄卡 插卡 挥卡 闪付 银联卡 银联 POS刷卡 准贷记卡 card creditcard debitcard debit credit unionpay',
  foreign_card: '外卡 境外卡 国际卡 VISA MASTERCARD 万事达 JCB AMEX 运通 internationalcard',
  qr_wallet:
    '扫码 二维码 微信 微信支付 支付宝 云闪付 聚合码 聚合支付 扫码支付 条码支付 数字人民币 wechat wechatpay alipay qr qrcode wallet',
  online: '网银 网关 快捷 快捷支付 线上支付 网关支付 网上支付 gateway quickpay internet',
};

/** `succeeded` is no state of its own: whether it was settled is said elsewhere in the row. */
const TXN_STATE: Dictionary<TxnState | 'succeeded'> = {
  succeeded: '成功 交易成功 支付成功 已支付 已付款 完成 已完成 交易完成 收款成功 success paid completed ok',
  created: '待支付 未支付 已创建 待付款 新建 pending unpaid new',
  approved_unsettled: '未结算 待结算 已授权 unsettled authorised authorized approved',
  settled: '已结算 已清算 已入账 结算成功',
  partially_refunded: '部分退款 已部分退款 部分退货 partialrefund',
  refunded: '已退款 全额退款 已退货 退款成功 已全额退款 fullyrefunded',
  voided: '已撤销 撤销成功 已消费撤销 void cancelled canceled 已取消',
  reversed: '已冲正 冲正成功 冲正 reversal',
  failed: '失败 交易失败 支付失败 拒绝 已拒绝 fail failure declined error',
  closed: '已关闭 关闭 订单关闭 交易关闭 已过期 expired timeoutclosed',
  unknown: '处理中 未知 待查询 超时 状态未知 支付中 processing timeout',
  disputed: '争议中 调单中 有争议 dispute',
  charged_back: '已退单 退单 拒付 已拒付 chargeback',
  cash_open: '现金未交班 现金待入账',
  cash_posted: '现金已交班 现金已入账',
  cash_returned: '现金已退 已退现金',
};

const TXN_TYPE: Dictionary<'sale' | 'not_a_sale'> = {
  sale: '消费 支付 收款 付款 刷卡消费 扫码消费 交易 普通消费 预授权完成 主扫 被扫 现金收款 purchase payment',
  not_a_sale:
    '消费撤销 撤销 退货 退款 冲正 预授权 预授权撤销 预授权完成撤销 余额查询 void refund reversal preauth balance',
};

const SETTLEMENT: Dictionary<'settled' | 'unsettled'> = {
  settled: '已结算 结算成功 已清算 已入账 已到账 是 成功 yes y true 1 success',
  unsettled: '未结算 待结算 结算中 未清算 未入账 否 no n false 0 pending',
};

const YES_NO: Dictionary<'yes' | 'no'> = {
  yes: '是 有 已确认 确认 y true 1 √',
  no: '否 无 未确认 n false 0 ×',
};

const ACTIVATED_BY: Dictionary<'customer' | 'salesperson'> = {
  customer: '客户 商户 本人 客户本人 商户本人 自己 merchant self',
  salesperson: '业务员 代理 代理商 销售 业务员代激活 agent sales',
};

/** Every spelling of every field with its meaning, as listed above. */
export const SPELLINGS = {
  status: spellings(APPLICATION_STATUS),
  paymentStatus: spellings(PAYMENT_STATUS),
  terminalStatus: spellings(TERMINAL_STATUS),
  originChannel: spellings(ORIGIN_CHANNEL),
  buyerType: spellings(BUYER_TYPE),
  payeeType: spellings(PAYEE_TYPE),
  tender: spellings(TENDER),
  txnStatus: spellings(TXN_STATE),
  txnType: spellings(TXN_TYPE),
  settlementStatus: spellings(SETTLEMENT),
  autoGenerated: spellings(YES_NO),
  exclusionConfirmed: spellings(YES_NO),
  activatedBy: spellings(ACTIVATED_BY),
} as const;

/** The same, to be looked up by `comparable` spelling. */
export const DICTIONARIES = {
  status: table(SPELLINGS.status),
  paymentStatus: table(SPELLINGS.paymentStatus),
  terminalStatus: table(SPELLINGS.terminalStatus),
  originChannel: table(SPELLINGS.originChannel),
  buyerType: table(SPELLINGS.buyerType),
  payeeType: table(SPELLINGS.payeeType),
  tender: table(SPELLINGS.tender),
  txnStatus: table(SPELLINGS.txnStatus),
  txnType: table(SPELLINGS.txnType),
  settlementStatus: table(SPELLINGS.settlementStatus),
  autoGenerated: table(SPELLINGS.autoGenerated),
  exclusionConfirmed: table(SPELLINGS.exclusionConfirmed),
  activatedBy: table(SPELLINGS.activatedBy),
} as const;

export type WordField = keyof typeof DICTIONARIES;
/** What the dictionary of a field can answer. */
export type WordOf<F extends WordField> = (typeof DICTIONARIES)[F] extends ReadonlyMap<string, infer T> ? T : never;

/** How words and headers are compared: folded, as meant (X01), lower case, letters and digits only. @rule X01 */
export function comparable(text: string): string {
  return normaliseText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%√×]/gu, '');
}

/** A few spellings that are understood, to tell somebody who used another one. */
export function examplesOf(field: WordField): string {
  const first = new Map<string, string>();
  for (const [spelling, meaning] of DICTIONARIES[field]) {
    if (/\p{Script=Han}/u.test(spelling) && !first.has(meaning)) first.set(meaning, spelling);
  }
  return [...first.values()].slice(0, 6).join('、');
}

interface Spelling<T extends string> {
  readonly spelling: string;
  readonly meaning: T;
}

function spellings<T extends string>(dictionary: Dictionary<T>): readonly Spelling<T>[] {
  const entries = Object.entries<string>(dictionary) as [T, string][];
  return entries.flatMap(([meaning, list]) => [meaning, ...list.split(' ')].map((spelling) => ({ spelling, meaning })));
}

function table<T extends string>(list: readonly Spelling<T>[]): ReadonlyMap<string, T> {
  return new Map(list.map(({ spelling, meaning }) => [comparable(spelling), meaning]));
}
