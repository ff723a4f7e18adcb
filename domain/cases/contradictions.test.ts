import { describe, expect, test } from 'vitest';
import { settleContactContradiction } from '../contacts/settle-contact-contradiction.ts';
import { ok, refuse } from '../kernel/result.ts';
import { eventsOf, given, NOW, supervisor } from '../testing/given.ts';
import { approveCase } from './approve-case.ts';
import { claimsOf } from './claims.ts';
import { fileCancellation } from './file-cancellation.ts';
import { settleCaseContradiction } from './settle-case-contradiction.ts';
import { delivered, deviceToCome, filing, verifiedContact, worldOf } from './testing/filing.ts';
import { withdrawCase } from './withdraw-case.ts';

const caseId = 'case-1';
const contactId = 'contact-1';
const settling = { caseId, contradictionId: 'contradiction-1', words: '已与门店核实' };
const byOne = { actor: supervisor };

const world = worldOf([delivered(3)]);
const order = { stream: `case/${caseId}`, type: 'ContradictionFound' } as const;
const found = { contradictionId: 'contradiction-1', commandType: null } as const;
const filed = given(verifiedContact(), world).after(fileCancellation, filing({ materials: deviceToCome }));
const contested = given(
  [...filed.events, { ...order, data: { ...found, code: 'order_has_open_case', data: { caseId: 'case-0' } } }],
  world,
);
const elsewhere = { ...byOne, facts: { openCaseOfOrder: () => ({ caseId: 'case-0', caseCode: 'CX0' }) } };

function stateOf(story: typeof filed) {
  const state = story.streams.case(caseId);
  if (state === null) throw new Error('no such case');
  return state;
}

describe('two open cases of one order', () => {
  test('the contested one holds no more than its code, and is not approved', () => {
    expect(claimsOf(stateOf(filed)).map(({ kind }) => kind)).toEqual(['case_code', 'open_case']);
    expect(claimsOf(stateOf(contested)).map(({ kind }) => kind)).toEqual(['case_code']);
    expect(contested.when(approveCase, { caseId, reason: '' }, byOne)).toEqual(
      refuse('contradiction_open', { act: 'approve' }),
    );
  });

  test('are not settled by words while both are open', () => {
    expect(contested.when(settleCaseContradiction, settling, elsewhere)).toEqual(
      refuse('order_has_open_case', { caseId: 'case-0', caseCode: 'CX0' }),
    );
  });

  test('are settled once one of them was ended, and the other holds the order', () => {
    const settled = contested.after(settleCaseContradiction, settling, byOne);
    const withdrawn = contested.after(withdrawCase, { caseId, contactId, partyId: 'party-1', reason: '重复提交' });

    expect(stateOf(settled).contradictions).toEqual([
      {
        ...found,
        code: 'order_has_open_case',
        data: { caseId: 'case-0' },
        foundAt: NOW,
        broughtBy: 'agent-1',
        settled: { by: 'supervisor-1', at: NOW, words: '已与门店核实' },
      },
    ]);
    expect(claimsOf(stateOf(settled)).map(({ kind }) => kind)).toEqual(['case_code', 'open_case']);
    expect(eventsOf(withdrawn.when(settleCaseContradiction, settling, elsewhere))).toHaveLength(1);
    expect(settled.when(settleCaseContradiction, settling, byOne)).toEqual(ok([]));
  });
});

describe('settling', () => {
  const onContact = {
    stream: `contact/${contactId}`,
    type: 'ContradictionFound',
    data: { ...found, code: 'contact_ended', data: {}, commandType: 'HoldContact' },
  } as const;
  const story = given([...verifiedContact(), onContact], world);
  const { caseId: _none, ...ofContact } = { ...settling, contactId };

  test('is a supervisor’s', () => {
    expect(contested.when(settleCaseContradiction, settling)).toMatchObject({
      ok: false,
      refusal: { code: 'not_permitted' },
    });
    expect(story.when(settleContactContradiction, ofContact)).toMatchObject({
      ok: false,
      refusal: { code: 'not_permitted' },
    });
  });

  test('of a contact keeps the words, without card data', () => {
    const words = '客户卡号 6222020200112230 已核对';
    const written = eventsOf(story.when(settleContactContradiction, { ...ofContact, words }, byOne));

    expect(written.map(({ type }) => type)).toEqual(['CardDataRefused', 'ContradictionSettled']);
    expect(JSON.stringify(written)).not.toContain('6222020200112230');
    expect(
      story.after(settleContactContradiction, ofContact, byOne).when(settleContactContradiction, ofContact, byOne),
    ).toEqual(ok([]));
  });

  test('needs one that is known', () => {
    const other = { contradictionId: 'contradiction-9' };

    expect(contested.when(settleCaseContradiction, { ...settling, ...other }, byOne)).toEqual(
      refuse('not_found', { kind: 'contradiction' }),
    );
    expect(story.when(settleContactContradiction, { ...ofContact, ...other }, byOne)).toEqual(
      refuse('not_found', { kind: 'contradiction' }),
    );
  });
});
