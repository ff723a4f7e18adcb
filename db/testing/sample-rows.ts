/** A row or two for every table that holds what cannot be made again from anything else; visibly fake. */
import { canonicalJson, CHAIN_START, hashOf } from '../queries/chain.ts';
import type { DataFile } from '../open/errors.ts';
import { cancellationFiled, contactStarted, SAMPLE_AT } from './sample-events.ts';

interface SampleRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

const events = [contactStarted('contact-1'), cancellationFiled('case-1', { orderNo: 'ORDER-1' })];

function eventRow({ stream, type, data }: (typeof events)[number], index: number): SampleRow {
  return {
    table: 'event',
    row: {
      position: index + 1,
      event_id: `event-${index}`,
      stream,
      version: 1,
      type,
      data: JSON.stringify(data),
      command_id: `command-${index}`,
      actor_user_id: 'agent-1',
      actor_roles: '["agent"]',
      branch_id: 'branch-1',
      desk_id: 'desk-1',
      captured_at: SAMPLE_AT + index,
      accepted_at: SAMPLE_AT + index,
      status: 'confirmed',
    },
  };
}

function outboxRow({ stream }: (typeof events)[number], index: number): SampleRow {
  return {
    table: 'outbox',
    row: {
      seq: index + 1,
      command_id: `command-${index}`,
      stream,
      type: 'Sample',
      payload: '{"note":"测试"}',
      authority: 'recorded',
      actor: '{"userId":"agent-1","roles":["agent"],"branchId":"branch-1","deskId":"desk-1"}',
      created_at: SAMPLE_AT + index,
      state: 'kept',
    },
  };
}

/** A chain of one entry that verifies. */
const audited = {
  at: SAMPLE_AT,
  userId: 'agent-1',
  act: 'sign_in',
  record: null,
  reason: null,
  data: canonicalJson({}),
};
const auditRow: SampleRow = {
  table: 'audit',
  row: {
    seq: 1,
    at: audited.at,
    user_id: audited.userId,
    act: audited.act,
    record: null,
    reason: null,
    data: audited.data,
    prev_hash: CHAIN_START,
    hash: hashOf({ seq: 1, ...audited, prevHash: CHAIN_START }),
  },
};

const desk: readonly SampleRow[] = [
  ...events.map(eventRow),
  ...events.map(outboxRow),
  {
    table: 'branch',
    row: { branch_id: 'branch-1', name: '测试门店', address: null, active: 1 },
  },
  {
    table: 'user_account',
    row: {
      user_id: 'agent-1',
      login: 'agent-1',
      display_name: '测试坐席',
      password_hash: 'fake',
      roles: '["agent"]',
      branch_id: 'branch-1',
      active: 1,
      must_change_password: 0,
      failed_sign_ins: 0,
      throttled_until: null,
      created_at: SAMPLE_AT,
      updated_at: SAMPLE_AT,
      last_sign_in_at: null,
    },
  },
  {
    table: 'session',
    row: { token_hash: 'fake', user_id: 'agent-1', created_at: SAMPLE_AT, last_seen_at: SAMPLE_AT, locked_at: null },
  },
  auditRow,
  {
    table: 'evidence',
    row: {
      seq: 1,
      evidence_id: 'evidence-1',
      sha256: '00',
      size_bytes: 1,
      media_type: 'image/png',
      file_name: '测试.png',
      captured_at: SAMPLE_AT,
      captured_by: 'agent-1',
      desk_id: 'desk-1',
      chain_prev_hash: CHAIN_START,
      chain_hash: 'fake',
    },
  },
  {
    table: 'draft',
    row: { owner_user_id: 'agent-1', key: 'form-1', body: '{"words":"测试"}', updated_at: SAMPLE_AT },
  },
  { table: 'setting', row: { key: 'desk', value: '{"deskId":"desk-1"}', updated_at: SAMPLE_AT, updated_by: 'system' } },
  {
    table: 'policy_pack',
    row: { pack_id: 'fake', version: '1', body: '{}', installed_at: SAMPLE_AT, installed_by: 'system' },
  },
  {
    table: 'import_mapping',
    row: {
      order_kind: 'terminal_application',
      header_fingerprint: 'fake',
      mapping: '{}',
      updated_at: SAMPLE_AT,
      updated_by: 'agent-1',
    },
  },
  {
    table: 'sms_code',
    row: {
      contact_id: 'contact-1',
      party_id: 'party-1',
      code_hash: 'fake',
      sent_at: SAMPLE_AT,
      expires_at: SAMPLE_AT,
      sent_count: 1,
      wrong_tries: 0,
      used_at: null,
    },
  },
];

const orders: readonly SampleRow[] = [
  {
    table: 'party',
    row: {
      party_id: 'party-1',
      buyer_type: 'micro_merchant',
      person_name: '测试张三',
      merchant_name: '测试便利店',
      mobile: '13800138000',
      id_no: '110101199003077715',
      uscc: null,
      merchant_no: '102581083986056',
      settlement_card_last4: '7894',
      settlement_bank: '测试银行',
      region: '测试省',
      address: '测试路1号',
      observed_at: SAMPLE_AT,
    },
  },
  {
    table: 'order_record',
    row: {
      recency: 1,
      order_no: 'ORDER-1',
      kind: 'terminal_application',
      party_id: 'party-1',
      ordered_at: SAMPLE_AT,
      status: 'submitted',
      amount_fen: 29_900,
      person_name: '测试张三',
      merchant_name: '测试便利店',
      terminal_sn: null,
      observation: 1,
      observed_at: SAMPLE_AT,
      data_hash: 'fake',
    },
  },
  {
    table: 'order_observation',
    row: {
      order_no: 'ORDER-1',
      observation: 1,
      observed_at: SAMPLE_AT,
      source: 'fixture',
      data_hash: 'fake',
      data: '{"order":{"orderNo":"ORDER-1"}}',
    },
  },
  {
    table: 'import_run',
    row: {
      run_id: 'run-1',
      file_name: '测试.csv',
      sha256: '00',
      order_kind: 'terminal_application',
      state: 'done',
      mapping: '{}',
      position: '{"records":1,"path":"fake"}',
      rows_read: 1,
      rows_new: 1,
      started_at: SAMPLE_AT,
      ended_at: SAMPLE_AT,
      started_by: 'agent-1',
    },
  },
  {
    table: 'import_bad_row',
    row: { run_id: 'run-1', line: 2, cells: '["测试"]' },
  },
  {
    table: 'import_row_problem',
    row: {
      run_id: 'run-1',
      seq: 1,
      line: 2,
      column_name: 'A 测试',
      field: null,
      code: 'duplicate_row',
      value_masked: '',
      data: '{}',
    },
  },
];

/** In the order in which references need them. */
export const sampleRows: Readonly<Record<DataFile, readonly SampleRow[]>> = { desk, orders };
