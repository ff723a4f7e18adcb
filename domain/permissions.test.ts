import { describe, expect, test } from 'vitest';
import type { Role } from './kernel/actor.ts';
import { ok, refuse } from './kernel/result.ts';
import { ACTS, mayAct, PERMISSIONS, type Act } from './permissions.ts';
import { actorOf, agent, NOW, refusalOf, supervisor } from './testing/given.ts';

const actsOf = (role: Role): readonly Act[] => ACTS.filter((act) => PERMISSIONS[act].roles[role] !== undefined);

describe('the permission matrix', () => {
  test('an administrator configures: no money, no approval, no customer', () => {
    const acts = actsOf('admin');

    expect(acts).toEqual(['import_orders', 'export_bad_rows', 'manage_users', 'manage_policy', 'view_audit']);
  });

  test('an auditor reads', () => {
    const acts = actsOf('auditor');

    expect(acts).toEqual(['view_order_status', 'view_review_queue', 'view_audit']);
  });

  test('only supervisors unlock and reject, only they and finance approve', () => {
    const holders = (['unlock_verification', 'reject', 'approve_in_policy', 'approve_out_of_policy'] as const).map(
      (act) => Object.keys(PERMISSIONS[act].roles),
    );

    expect(holders).toEqual([['supervisor'], ['supervisor'], ['supervisor'], ['supervisor', 'finance']]);
  });

  test('an agent on the phone has no counter originals', () => {
    const decided = mayAct('verify_by_originals', agent);

    expect(decided).toEqual(refuse('not_permitted', { act: 'verify_by_originals' }));
  });

  test.each([
    ['file_cancellation', 'L1', 'L2'],
    ['withdraw_cancellation', 'L1', 'L2'],
    ['fee_consent', 'L1', 'L2'],
    ['view_order_status', 'L0', 'L1'],
    ['request_refund_destination_change', 'L2', 'L3'],
    ['reveal_pay_field', 'L2', 'L3'],
  ] as const)('an agent may %s not at %s but at %s', (act, below, needed) => {
    const refused = mayAct(act, agent, { level: below });
    const allowed = mayAct(act, agent, { level: needed });

    expect(refused).toEqual(refuse('verification_too_low', { needed, actual: below }));
    expect(allowed).toEqual(ok(true));
  });

  test('a supervisor who files needs the same of the caller', () => {
    const decided = mayAct('file_cancellation', supervisor, { level: 'L1' });

    expect(refusalOf(decided).code).toBe('verification_too_low');
  });

  test('of two roles, the one that asks least counts', () => {
    const both = actorOf('both-1', 'agent', 'supervisor');

    const decided = mayAct('reveal_general_field', both);

    expect(decided).toEqual(ok(true));
  });

  test('says why a level is gone: locked, over, or waiting for one re-check', () => {
    const locked = mayAct('file_cancellation', agent, { level: 'L0', lockedAt: NOW, lockReason: 'sessions_7d' });
    const expired = mayAct('file_cancellation', agent, { level: 'L0', expired: true });
    const handedOver = mayAct('file_cancellation', agent, { level: 'L1', reached: 'L2' });

    expect([locked, expired, handedOver].map((each) => refusalOf(each).code)).toEqual([
      'party_locked',
      'verification_expired',
      'recheck_needed',
    ]);
  });

  test('no mandate opens what is on file', () => {
    const everything = {
      agentName: '测试李四',
      matter: '一切事宜',
      acts: ['file_cancellation', 'withdraw', 'fee_consent', 'return_device', 'receive_documents'] as const,
      validFrom: NOW,
      validTo: NOW,
      signedOrSealed: true,
      principalIdCopyEvidenceId: 'evidence-1',
      mandateEvidenceId: 'evidence-2',
      principalContacted: true,
    };

    const decided = mayAct('reveal_general_field', agent, { level: 'LD', mandate: everything });

    expect(refusalOf(decided).code).toBe('mandate_act_not_covered');
  });
});
