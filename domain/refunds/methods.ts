/** How money goes back, and why that way: the vocabulary of the refund router (rule R-01). */

export const REFUND_METHODS = [
  'void',
  'refund',
  'close_order',
  'cash_out',
  'credit_adjustment',
  'reroute_request',
  'one_sided_posting',
  'compensating_entry',
  'query_first',
  'none_by_us',
] as const;
export type RefundMethod = (typeof REFUND_METHODS)[number];

export const ROUTE_REASONS = [
  'outcome_unknown',
  'tender_cash',
  'cash_shift_closed',
  'unpaid',
  'failed_no_money_moved',
  'failed_money_moved',
  'auto_generated',
  'same_batch_before_cutoff',
  'partial_amount',
  'partially_refunded_before',
  'batch_settled',
  'cutoff_passed',
  'terminal_not_reachable',
  'void_not_offered',
  'above_void_limit',
  'refund_window_passed',
  'account_closed',
  'card_lost',
  'original_route',
  'paid_in_cash',
  'held_by_individual',
  'held_by_agent_company',
  'nothing_paid',
  'already_refunded',
  'charged_back',
  'partly_refunded_amount_unknown',
  'not_refundable_here',
  'dispute_open',
] as const;
export type RouteReason = (typeof ROUTE_REASONS)[number];

/** Fields of the original that the acquirer asks for. `original_date` is the Shanghai day of the transaction. */
export const ORIGINAL_FIELDS = [
  'voucher_no',
  'batch_no',
  'terminal_no',
  'merchant_no',
  'rrn_or_trade_no',
  'original_date',
  'card_no_masked',
] as const;
export type OriginalField = (typeof ORIGINAL_FIELDS)[number];
