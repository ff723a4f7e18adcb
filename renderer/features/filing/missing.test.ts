import { describe, expect, it } from 'vitest';
import type { Hearing } from '../../../domain/cases/consent-proof.ts';
import type { PolicyDecision } from '../../../domain/policy/decision.ts';
import { evaluatePolicy } from '../../../domain/policy/evaluate.ts';
import { application, at, inputFor } from '../../../domain/policy/policy-fixtures.ts';
import { filingInputOf, NOTHING_TYPED, readBackOf, type FilingDraft } from './filing-draft.ts';
import { FIELD, missingOf } from './missing.ts';

const since = at('2026-11-19 10:00');
const later = since + 60_000;
const contact = { channel: 'phone', startedAt: since, recordingPauses: [] } as const;
const facts = {
  reasonCode: 'budget',
  device: { opened: null, tested: null, damaged: null, activatedBy: null },
  txn: { terminalReachable: false, payerDebited: false, requestedFen: 20_000 },
};

function decisionFor(over: Parameters<typeof inputFor>[2] = {}): PolicyDecision {
  return evaluatePolicy(inputFor(application({ originChannel: 'store' }), since, { reasonCode: 'budget', ...over }));
}

function keysOf(
  draft: FilingDraft,
  decision: PolicyDecision,
  reasonCode: string | null = 'budget',
  heard: Hearing = contact,
): string[] {
  return missingOf({ draft, reasonCode, decision, contact: heard }).map(({ key }) => key);
}

/** Every step done, for a store order that costs a fee. */
function complete(decision: PolicyDecision): FilingDraft {
  const { packId, packVersion, feeListVersion } = decision;
  const draft: FilingDraft = {
    ...NOTHING_TYPED,
    acknowledgement: { packId, packVersion, feeListVersion, how: 'read_out', at: later },
    channel: 'phone',
    fees: {
      contract_end_handling: { amountFen: 10_000, answer: 'given', method: 'voice', evidenceId: null, at: later },
    },
    materials: Object.fromEntries(
      decision.bring.map((item) => [item.id, { state: 'missing' as const, evidenceId: null }]),
    ),
  };
  return { ...draft, readBack: { at: later, of: readBackOf(draft, 'budget', decision) } };
}

describe('what is still missing of a filing', () => {
  it('is everything at first, each by its own field', () => {
    const decision = decisionFor();

    const missing = missingOf({ draft: NOTHING_TYPED, reasonCode: null, decision, contact });

    expect(missing.map(({ key }) => key)).toEqual(['reason', 'policy', 'preference', 'fee', 'material', 'readBack']);
    expect(missing.map(({ field }) => field)).toContain(FIELD.fee('contract_end_handling'));
  });

  it('is nothing once every step was done, also where materials are missing', () => {
    const decision = decisionFor();
    const draft = complete(decision);

    const input = filingInputOf({ contactId: 'c', orderNo: 'o' }, draft, facts, decision);

    expect(keysOf(draft, decision)).toEqual([]);
    expect(input).toMatchObject({
      reasonCode: 'budget',
      txn: facts.txn,
      readBackAt: later,
      contactPreference: { hours: null },
    });
    expect(input?.fees).toHaveLength(1);
  });

  it('asks again for what was said in an earlier contact (scenario 31)', () => {
    const decision = decisionFor();
    const draft = complete(decision);

    const missing = missingOf({ draft, reasonCode: 'budget', decision, contact: { ...contact, startedAt: later + 1 } });

    expect(missing.map(({ key }) => key)).toEqual(['policy', 'fee', 'readBack']);
  });

  it('asks for a signature or a reply where consent is by one, and for nothing where the fee was declined', () => {
    const decision = decisionFor();
    const draft = complete(decision);
    const answered = (part: object): FilingDraft => {
      const fee = { amountFen: 10_000, answer: 'given', method: 'signature', evidenceId: null, at: later } as const;
      const changed = { ...draft, fees: { contract_end_handling: { ...fee, ...part } } };
      return { ...changed, readBack: { at: later, of: readBackOf(changed, 'budget', decision) } };
    };

    expect(keysOf(answered({}), decision)).toEqual(['feeProof']);
    expect(keysOf(answered({ evidenceId: 'evidence-1' }), decision)).toEqual([]);
    expect(keysOf(answered({ method: 'sms_reply' }), decision)).toEqual(['feeProof']);
    expect(keysOf(answered({ answer: 'declined', method: null }), decision)).toEqual([]);
  });

  it('takes a spoken yes by its moment in the recording, and asks for a file where nothing was recorded then', () => {
    const decision = decisionFor();
    const draft = complete(decision);
    const pausedThen = { ...contact, recordingPauses: [{ from: later - 1, to: later + 1 }] };
    const pausedAfter = { ...contact, recordingPauses: [{ from: later + 1, to: null }] };

    expect(keysOf(draft, decision, 'budget', pausedThen)).toEqual(['feeProof']);
    expect(keysOf(draft, decision, 'budget', { ...contact, channel: 'walk_in' })).toEqual(['feeProof']);
    expect(keysOf(draft, decision, 'budget', pausedAfter)).toEqual([]);
  });

  it('asks for another reading where the policy changed, and for a read-back where what was read back did', () => {
    const decision = decisionFor();
    const draft = complete(decision);

    expect(keysOf(draft, { ...decision, feeListVersion: 'another' })).toContain('policyStale');
    expect(keysOf(draft, decision, 'competitor_offer')).toEqual(['readBack']);
    expect(keysOf({ ...draft, fees: {} }, decision)).toEqual(['fee', 'readBack']);
  });

  it('has the resident card handed back before anything is filed (V-10)', () => {
    const decision = decisionFor({ intakeChannel: 'walk_in' });
    const draft = complete(decision);
    const shown = {
      ...draft,
      materials: { ...draft.materials, id_card: { state: 'verified', evidenceId: null } },
    } as const;

    expect(keysOf(shown, decision)).toEqual(['idReturned']);
    expect(keysOf({ ...shown, idReturned: true }, decision)).toEqual([]);
  });
});
