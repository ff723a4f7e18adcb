/** The closed vocabularies of a policy: the evaluator decides in these codes, the pack supplies the words for each. */

export const RESULTS = [
  'cancellable',
  'cancellable_with_conditions',
  'not_cancellable',
  'query_first',
  'supervisor_exception',
] as const;
export type PolicyResult = (typeof RESULTS)[number];

export const ROUTES = [
  'before_ship',
  'intercept_shipment',
  'lost_in_transit',
  'order_rejected',
  'no_reason_return_7d',
  'contract_termination',
  'out_of_window_contract',
  'late_return_refused',
  'service_termination',
  'already_ended',
  'existing_case',
  'void',
  'refund',
  'cash_out',
  'close_order',
  'one_sided_posting',
  'credit_adjustment',
  'compensating_entry',
  'query',
  'dispute_process',
] as const;
export type PolicyRoute = (typeof ROUTES)[number];

/** Routes that move an application's money back, and so need a rule for every sort of money. */
export const MONEY_ROUTES = [
  'before_ship',
  'intercept_shipment',
  'lost_in_transit',
  'order_rejected',
  'no_reason_return_7d',
  'contract_termination',
  'out_of_window_contract',
  'service_termination',
] as const satisfies readonly PolicyRoute[];
export type MoneyRoute = (typeof MONEY_ROUTES)[number];

export const POLICY_CHANNELS = ['phone', 'walk_in', 'web', 'pos'] as const;
export type PolicyChannel = (typeof POLICY_CHANNELS)[number];

/** What was done with the device, as far as the law cares (L-03, L-04). */
export const USAGES = [
  'not_activated',
  'test_use',
  'activated_by_customer',
  'activated_by_salesperson',
  'activation_unattributed',
  'in_use',
] as const;
export type Usage = (typeof USAGES)[number];

export const FINDINGS = [
  'no_open_case',
  'open_case_exists',
  'not_shipped',
  'in_transit',
  'lost_in_transit',
  'rejected_by_provider',
  'order_already_ended',
  'order_terminating',
  'distance_sale',
  'not_distance_sale',
  'buyer_protected',
  'buyer_company',
  'within_return_window',
  'return_window_passed',
  'return_window_rolled',
  'delivery_time_unknown',
  'no_exclusion_confirmed',
  'exclusion_confirmed',
  'intact',
  'tested_still_intact',
  'damaged',
  'test_use_only',
  'activated_by_customer',
  'activated_by_salesperson',
  'activation_unattributed',
  'in_use',
  'continuing_contract',
  'late_return_accepted',
  'late_return_refused',
  'deposit_turnover_unmet',
  'deposit_turnover_met',
  'payee_individual',
  'payee_agent_company',
  'original_route',
  'fee_published_only',
  'fee_not_shown_at_order',
  'fee_waived_no_fault',
  'fraud_claim',
  'record_never_edited',
  'notice_is_legal_moment',
] as const;
export type FindingCode = (typeof FINDINGS)[number];

export const FEE_CONDITIONS = [
  'before_ship',
  'intercept_shipment',
  'within_return_window',
  'return_freight',
  'out_of_window',
  'contract_termination',
  'service_termination',
] as const;
export type FeeCondition = (typeof FEE_CONDITIONS)[number];

export const CHANGES = [
  'goods_shipped',
  'parcel_signed_for',
  'activated_and_used',
  'notice_after_due_date',
  'device_damaged',
  'activation_by_salesperson_shown',
  'courier_proof_found',
  'quality_defect_found',
  'misleading_sale_shown',
  'no_exclusion_evidence',
  'goodwill',
  'drop_off_at_store',
  'exchange_instead',
  'money_paid_to_institution_shown',
  'cutoff_passes',
  'batch_settles',
  'partial_amount',
  'query_says_success',
  'query_says_failed',
  'payer_was_debited',
  'dispute_resolved',
  'appeal',
  'existing_case_ends',
  'refund_not_arrived',
] as const;
export type ChangeCode = (typeof CHANGES)[number];

export const WARNINGS = [
  'calendar_year_unknown',
  'delivered_at_missing',
  'usage_figures_missing',
  'partially_refunded_amount_to_confirm',
  'original_fields_missing',
  'components_missing',
  'acquirer_profile_default',
  'terminal_sn_missing',
] as const;
export type WarningCode = (typeof WARNINGS)[number];

export const APPROVAL_REASONS = [
  'auto_in_policy',
  'supervisor_in_policy',
  'above_supervisor_limit',
  'out_of_policy_goodwill',
  'exception_entry',
  'nothing_to_approve',
] as const;
export type ApprovalReason = (typeof APPROVAL_REASONS)[number];

export const CLOCK_IDS = [
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'D9',
  'D10',
  'D11',
  'D12',
  'D13',
  'D14',
  'D15',
  'D16',
  'D17',
] as const;
export type ClockId = (typeof CLOCK_IDS)[number];

export const PHRASES = [
  'moneyNone',
  'moneyBack',
  'moneyAfterDevice',
  'moneyNotByUs',
  'moneyToConfirm',
  'feeNone',
  'feeSome',
  'componentFull',
  'componentProRata',
  'componentNone',
  'conditionDamaged',
  'conditionUnbind',
  'conditionActivation',
  'conditionCourierProof',
  'conditionRemainingOnly',
  'noDueDate',
  'dayUnknown',
] as const;
export type Phrase = (typeof PHRASES)[number];
