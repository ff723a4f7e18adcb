/**
 * Every refusal this product can give. The renderer's locales hold, for each code and in each language, what is wrong
 * and what to do instead (`refusal.<code>.what` and `refusal.<code>.instead`); a test fails on a code without both.
 * Codes are part of the wire: add, never rename.
 */
export const REFUSAL_CODES = [
  // general
  'invalid_input',
  'not_found',
  'not_signed_in',
  'session_locked',
  'not_permitted',
  'wrong_credentials',
  'sign_in_throttled',
  'user_disabled',
  'already_exists',
  'version_conflict',
  'unavailable',
  'last_admin',
  'weak_password',
  'sign_in_needs_hub',
  'hub_not_reached',
  'managed_by_hub',
  // contacts
  'contact_ended',
  'contact_already_wrapped_up',
  'contact_belongs_to_other',
  // verification (states 5.6)
  'party_locked',
  'verification_not_started',
  'verification_failed',
  'verification_too_low',
  'verification_expired',
  'element_not_accepted_here',
  'recheck_needed',
  'mandate_invalid',
  'mandate_act_not_covered',
  'counter_only',
  'unlock_needs_proof',
  'sms_code_not_sent',
  'sms_gateway_failed',
  'sms_code_throttled',
  'no_registered_mobile',
  // callbacks (states 5.5)
  'callback_slot_not_offered',
  'callback_slot_full',
  'callback_closed',
  // cases (states 5.2)
  'order_has_open_case',
  'order_not_cancellable',
  'order_not_known',
  'reason_required',
  'reason_unknown',
  'policy_not_acknowledged',
  'policy_version_stale',
  'fee_not_published',
  'fee_not_shown',
  'fee_consent_missing',
  'contact_preference_missing',
  'read_back_missing',
  'case_state_forbids',
  'withdraw_too_late',
  'four_eyes',
  'contradiction_open',
  'above_limit',
  'second_approval_pending',
  'rejection_incomplete',
  'hold_in_place',
  'materials_incomplete',
  'task_not_open',
  'assignee_unfit',
  // notes and evidence (scenario 32)
  'card_data_in_text',
  'evidence_too_large',
  'evidence_type_refused',
  'evidence_missing',
  'evidence_needs_hub',
  'evidence_not_sent',
  // reveal (rule V-12)
  'reveal_reason_required',
  'reveal_field_unknown',
  // import
  'file_unreadable',
  'file_empty',
  'file_type_unknown',
  'header_not_found',
  'mapping_incomplete',
  'import_running',
  'import_file_gone',
  // money (states 5.1b, rule R-01)
  'refund_amount_invalid',
  'refund_above_remaining',
  'void_partial',
  'void_not_possible',
  'void_preferred',
  'txn_state_forbids',
  'txn_outcome_unknown',
  // policy data
  'policy_pack_invalid',
  'policy_pack_version_taken',
  'calendar_invalid',
  'calendar_year_unknown',
  // database and host
  'database_from_future',
  'database_locked',
  'database_key_wrong',
  'database_corrupt',
  'disk_full',
  'disk_read_only',
  'disk_failed',
  // putting a backup in its place
  'backup_not_found',
  'backup_unusable',
  // keys of the encrypted files
  'key_file_exposed',
  'key_file_damaged',
  'key_missing',
  'key_not_readable',
  'key_needs_keychain',
  'key_needs_passphrase',
  'key_has_no_passphrase',
  'passphrase_wrong',
  'passphrase_too_short',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];
export type RefusalData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface Refusal {
  readonly code: RefusalCode;
  /** Values for the sentence shown: masked, in plain units (fen, UTC ms, counts). */
  readonly data: RefusalData;
}
