/**
 * The mirror of the provider's order record: what somebody else's system said, as last observed. This console records
 * observations and never edits them (states 5.1). Two kinds with separate life cycles share identity and parties.
 */
import type { Fen, UtcMs } from '../kernel/units.ts';

export const ORDER_KINDS = ['terminal_application', 'acquiring_txn'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** How the order came to be: decides the legal basis (rules A44, L-01). Never the contact channel, never the intake point (X10). */
export const ORIGIN_CHANNELS = ['online', 'phone', 'store', 'agent_sold'] as const;
export type OriginChannel = (typeof ORIGIN_CHANNELS)[number];

export const BUYER_TYPES = ['consumer', 'micro_merchant', 'sole_trader', 'company'] as const;
export type BuyerType = (typeof BUYER_TYPES)[number];

export const APPLICATION_STATUSES = [
  'submitted',
  'under_review',
  'approved',
  'rejected',
  'allocated',
  'shipped',
  'delivered',
  'active',
  'cancelled',
  'terminating',
  'terminated',
  'exception',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

export const PAYMENT_STATUSES = ['unpaid', 'paid', 'partially_refunded', 'refunded', 'charged_back'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const TERMINAL_STATUSES = [
  'unallocated',
  'allocated',
  'in_transit',
  'delivered',
  'bound',
  'activated',
  'transacting',
  'unbind_requested',
  'unbound',
  'returned',
  'lost',
] as const;
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];

export const TXN_STATES = [
  'created',
  'approved_unsettled',
  'settled',
  'partially_refunded',
  'refunded',
  'voided',
  'reversed',
  'failed',
  'closed',
  'unknown',
  'disputed',
  'charged_back',
  'cash_open',
  'cash_posted',
  'cash_returned',
] as const;
export type TxnState = (typeof TXN_STATES)[number];

export const TENDERS = ['cash', 'bank_card', 'foreign_card', 'qr_wallet', 'online'] as const;
export type Tender = (typeof TENDERS)[number];

export const MONEY_COMPONENT_TYPES = ['device_price', 'deposit', 'service_fee', 'data_fee', 'txn_amount'] as const;
export type MoneyComponentType = (typeof MONEY_COMPONENT_TYPES)[number];

/** Who holds the money: the licensed institution, an agent company, or a salesperson in person (rules, section 5). */
export const PAYEE_TYPES = ['institution', 'agent_company', 'individual'] as const;
export type PayeeType = (typeof PAYEE_TYPES)[number];

export interface MoneyComponent {
  readonly type: MoneyComponentType;
  readonly amountFen: Fen;
  readonly payeeType: PayeeType;
  readonly paidVia: string | null;
}

/** The seller of record (requirement 14 of the comparison; B48). */
export interface Seller {
  readonly type: 'direct' | 'sales_agent' | 'salesperson';
  readonly name: string | null;
}

/** The person or business an order belongs to, as imported. Unmasked: it never leaves the desk process. */
export interface PartyRecord {
  readonly partyId: string;
  readonly buyerType: BuyerType;
  /** The natural person who applies or is the principal. */
  readonly personName: string | null;
  readonly merchantName: string | null;
  readonly mobile: string | null;
  readonly idNo: string | null;
  readonly uscc: string | null;
  readonly merchantNo: string | null;
  /** Settlement card: last four digits and bank, never more. */
  readonly settlementCardLast4: string | null;
  readonly settlementBank: string | null;
  readonly region: string | null;
  readonly address: string | null;
}

interface OrderBase {
  readonly orderNo: string;
  readonly partyId: string;
  readonly buyerType: BuyerType;
  readonly merchantNo: string | null;
  readonly merchantName: string | null;
  readonly pspName: string | null;
  readonly pspLicenceNo: string | null;
  /** When the order was made; recency in every list follows it. */
  readonly orderedAt: UtcMs;
  /** Which observation this is: 1 for the first, +1 for each newer one. */
  readonly observation: number;
  readonly observedAt: UtcMs;
}

/** states 5.1a */
export interface TerminalApplicationOrder extends OrderBase {
  readonly kind: 'terminal_application';
  readonly originChannel: OriginChannel;
  readonly seller: Seller;
  readonly product: string | null;
  readonly model: string | null;
  readonly status: ApplicationStatus;
  readonly paymentStatus: PaymentStatus;
  readonly terminalStatus: TerminalStatus;
  readonly terminalSns: readonly string[];
  readonly components: readonly MoneyComponent[];
  /** Contracted discount rate in basis points (0.6 % is 60). */
  readonly feeRateBps: number | null;
  readonly contractNo: string | null;
  readonly trackingNo: string | null;
  readonly shippedAt: UtcMs | null;
  readonly deliveredAt: UtcMs | null;
  readonly boundAt: UtcMs | null;
  readonly activatedAt: UtcMs | null;
  readonly activatedBy: 'customer' | 'salesperson' | null;
  readonly firstTxnAt: UtcMs | null;
  readonly txnCount: number;
  readonly txnAmountFen: Fen;
  /** True only where the customer confirmed, for this purchase, that seven-day return does not apply (L-04). */
  readonly exclusionConfirmed: boolean;
  readonly deployAddress: string | null;
}

/** states 5.1b */
export interface AcquiringTxnOrder extends OrderBase {
  readonly kind: 'acquiring_txn';
  readonly tender: Tender;
  readonly state: TxnState;
  readonly amountFen: Fen;
  readonly refundedFen: Fen;
  readonly terminalNo: string | null;
  readonly terminalSn: string | null;
  readonly batchNo: string | null;
  readonly voucherNo: string | null;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly responseCode: string | null;
  readonly cardFirst6: string | null;
  readonly cardLast4: string | null;
  readonly acquirer: string | null;
  readonly acquirerTradeNo: string | null;
  readonly settledAt: UtcMs | null;
  /** True where the record was made by the system and the platform says it cannot be revoked (B36). */
  readonly autoGenerated: boolean;
}

export type Order = TerminalApplicationOrder | AcquiringTxnOrder;
