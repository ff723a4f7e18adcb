import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../db/queries/audit.ts';
import { endContact } from '../../domain/contacts/end-contact.ts';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import { actorOf, NOW } from '../../domain/testing/given.ts';
import { openTestDesk, refusalFrom } from '../testing/opened-desk.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { haveCall, haveOrder } from '../testing/records.ts';

const L1 = ['order_no', 'sms_code'] as const;
const L2 = ['person_name', 'id_no', 'sms_code'] as const;
const L3 = [...L2, 'settlement_card'] as const;

let opened: OpenedDesk;
beforeEach(async () => {
  opened = await openTestDesk();
});
afterEach(() => opened.dispose());

const deps = () => opened.desk().deps;
const agent = actorOf('agent-1', 'agent');

function lastAudit() {
  return listAudit(deps().db, { filter: { act: null, userId: null }, before: null, limit: 1 })[0];
}

describe('an agent reveals a field', () => {
  it('with a reason, on a call verified at L2 with that very party, for sixty seconds, and it is logged', async () => {
    const client = await opened.as('agent-1', 'agent');
    const { order, party } = haveOrder(deps(), 0);
    const { partyId } = order;
    haveCall(deps(), agent, { contactId: 'call-1', partyId, matched: L2 });

    const revealed = await client.privacy.reveal({
      record: { type: 'party', partyId },
      field: 'mobile',
      reason: '客户要求核对回拨号码',
      contactId: 'call-1',
    });

    expect(revealed).toEqual({ revealedValue: party.mobile, expiresAt: NOW + 60_000 });
    expect(lastAudit()).toMatchObject({
      act: 'reveal',
      userId: 'agent-1',
      record: `party/${partyId}`,
      reason: '客户要求核对回拨号码',
      data: { field: 'mobile', contactId: 'call-1' },
    });
    expect(JSON.stringify(lastAudit())).not.toContain(party.mobile);
  });

  it('not without a reason, and then nothing has been looked at', async () => {
    const client = await opened.as('agent-1', 'agent');
    const { order } = haveOrder(deps(), 0);
    haveCall(deps(), agent, { contactId: 'call-1', partyId: order.partyId, matched: L2 });
    const before = lastAudit()?.seq;

    const refusal = await refusalFrom(
      client.privacy.reveal({
        record: { type: 'party', partyId: order.partyId },
        field: 'mobile',
        reason: '  ',
        contactId: 'call-1',
      }),
    );

    expect(refusal.code).toBe('reveal_reason_required');
    expect(lastAudit()?.seq).toBe(before);
  });

  it('not at L1, not on nobody, not for another party, not on a colleague’s call, not once the call has ended', async () => {
    const client = await opened.as('agent-1', 'agent');
    const { order } = haveOrder(deps(), 0);
    const { order: other } = haveOrder(deps(), 3);
    const { partyId } = order;
    haveCall(deps(), agent, { contactId: 'l1', partyId, matched: L1 });
    haveCall(deps(), agent, { contactId: 'l2', partyId, matched: L2 });
    haveCall(deps(), agent, { contactId: 'ended', partyId, matched: L2 });
    haveCall(deps(), actorOf('agent-2', 'agent'), { contactId: 'colleague', partyId, matched: L2 });
    deps().execute(agent, endContact, { contactId: 'ended', reason: 'completed' });
    const ask = async (contactId: string | null, of = partyId): Promise<string> => {
      const record = { type: 'party' as const, partyId: of };
      const refusal = await refusalFrom(
        client.privacy.reveal({ record, field: 'personName', reason: '核对', contactId }),
      );
      return refusal.code;
    };

    const refusals = [
      await ask('l1'),
      await ask(null),
      await ask('l2', other.partyId),
      await ask('colleague'),
      await ask('ended'),
    ];

    expect(other.partyId).not.toBe(partyId);
    expect(refusals).toEqual([
      'verification_too_low',
      'verification_too_low',
      'verification_too_low',
      'contact_belongs_to_other',
      'contact_ended',
    ]);
    expect(lastAudit()).toMatchObject({ act: 'reveal_refused', data: { refusal: 'contact_ended' } });
  });

  it('not once the verification has expired', async () => {
    const client = await opened.as('agent-1', 'agent');
    const { order } = haveOrder(deps(), 0);
    haveCall(deps(), agent, { contactId: 'call-1', partyId: order.partyId, matched: L2 });
    opened.pass(8 * MINUTE_MS);
    await client.auth.touch();
    opened.pass(8 * MINUTE_MS);

    const refusal = await refusalFrom(
      client.privacy.reveal({
        record: { type: 'party', partyId: order.partyId },
        field: 'personName',
        reason: '核对',
        contactId: 'call-1',
      }),
    );

    expect(refusal.code).toBe('verification_expired');
  });

  it('of payment only at L3', async () => {
    const client = await opened.as('agent-1', 'agent');
    const { order, party } = haveOrder(deps(), 0);
    const { partyId } = order;
    haveCall(deps(), agent, { contactId: 'l2', partyId, matched: L2 });
    haveCall(deps(), agent, { contactId: 'l3', partyId, matched: L3 });
    const ask = (contactId: string) =>
      client.privacy.reveal({ record: { type: 'party', partyId }, field: 'card', reason: '核对', contactId });

    const low = await refusalFrom(ask('l2'));
    const high = await ask('l3');

    expect(low).toEqual({ code: 'verification_too_low', data: { needed: 'L3', actual: 'L2' } });
    expect(high.revealedValue).toBe(`${party.settlementBank ?? ''} ****${party.settlementCardLast4 ?? ''}`);
  });
});

describe('the roles of the matrix', () => {
  it.each([
    ['supervisor', ['mobile', 'card', 'address']],
    ['finance', ['card']],
    ['warehouse', ['address']],
    ['admin', []],
    ['auditor', []],
  ] as const)('%s reveals, with nobody on the line: %j', async (role, allowed) => {
    const client = await opened.as(`${role}-1`, role);
    const { order } = haveOrder(deps(), 0);
    const record = { type: 'party' as const, partyId: order.partyId };

    const outcomes = await Promise.allSettled(
      (['mobile', 'card', 'address'] as const).map(async (field) => {
        await client.privacy.reveal({ record, field, reason: '核对', contactId: null });
        return field;
      }),
    );

    expect(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))).toEqual(allowed);
  });

  it('a person with several roles has the most of them', async () => {
    const client = await opened.as('both-1', 'agent', 'supervisor');
    const { order, party } = haveOrder(deps(), 0);

    const revealed = await client.privacy.reveal({
      record: { type: 'order', orderNo: order.orderNo },
      field: 'idNo',
      reason: '核对',
      contactId: null,
    });

    expect(revealed.revealedValue).toBe(party.idNo);
  });
});

describe('what cannot be revealed', () => {
  it('says so of a record that is not there, and of a field the record does not have', async () => {
    const client = await opened.as('supervisor-1', 'supervisor');
    const { order } = haveOrder(deps(), 0);
    const words = { reason: '核对', contactId: null };

    const unknown = await refusalFrom(
      client.privacy.reveal({ record: { type: 'order', orderNo: 'NO-SUCH' }, field: 'mobile', ...words }),
    );
    const absent = await refusalFrom(
      client.privacy.reveal({ record: { type: 'order', orderNo: order.orderNo }, field: 'cli', ...words }),
    );

    expect(unknown).toEqual({ code: 'not_found', data: { kind: 'order' } });
    expect(absent).toEqual({ code: 'reveal_field_unknown', data: { field: 'cli' } });
  });

  it('does not tell who may not look whether there is such a record', async () => {
    const client = await opened.as('auditor-1', 'auditor');

    const refusal = await refusalFrom(
      client.privacy.reveal({
        record: { type: 'order', orderNo: 'NO-SUCH' },
        field: 'mobile',
        reason: '核对',
        contactId: null,
      }),
    );

    expect(refusal.code).toBe('not_permitted');
  });

  it('keeps no card number that was typed as the reason', async () => {
    const client = await opened.as('supervisor-1', 'supervisor');
    const { order } = haveOrder(deps(), 0);

    await client.privacy.reveal({
      record: { type: 'order', orderNo: order.orderNo },
      field: 'mobile',
      reason: '卡号 6222021234567894',
      contactId: null,
    });

    expect(lastAudit()?.reason).not.toContain('6222021234567894');
  });
});

it('a caller’s number is revealed to the agent who verified the caller', async () => {
  const client = await opened.as('agent-1', 'agent');
  const { order } = haveOrder(deps(), 0);
  haveCall(deps(), agent, { contactId: 'stranger', partyId: order.partyId, matched: [] });
  haveCall(deps(), agent, { contactId: 'known', partyId: order.partyId, matched: L2 });
  const ask = (contactId: string) =>
    client.privacy.reveal({ record: { type: 'contact', contactId }, field: 'cli', reason: '核对', contactId });

  const stranger = await refusalFrom(ask('stranger'));
  const known = await ask('known');

  expect(stranger.code).toBe('verification_too_low');
  expect(known.revealedValue).toBe('19912345678');
});
