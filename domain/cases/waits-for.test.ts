import { describe, expect, test } from 'vitest';
import { given, supervisor } from '../testing/given.ts';
import { approveCase } from './approve-case.ts';
import { fileCancellation } from './file-cancellation.ts';
import { delivered, deviceToCome, filing, verifiedContact, worldOf } from './testing/filing.ts';
import { waitsFor } from './waits-for.ts';
import { withdrawCase } from './withdraw-case.ts';

const caseId = 'case-1';
const world = worldOf([delivered(3)]);
const filed = given(verifiedContact(), world).after(fileCancellation, filing({ materials: deviceToCome }));

function rolesOf(story: typeof filed) {
  const state = story.streams.case(caseId);
  if (state === null) throw new Error('no such case');
  return waitsFor(state);
}

describe('a case waits', () => {
  test('for who may approve it, as long as it is to be approved', () => {
    expect(rolesOf(filed)).toEqual(['finance', 'supervisor']);
    const withdrawn = filed.after(withdrawCase, {
      caseId,
      contactId: 'contact-1',
      partyId: 'party-1',
      reason: '改变主意',
    });
    expect(rolesOf(withdrawn)).toEqual([]);
  });

  test('for who refunds and who receives the terminal, once it is approved', () => {
    const approved = filed.after(approveCase, { caseId, reason: '' }, { actor: supervisor });
    expect(rolesOf(approved)).toEqual(['finance', 'warehouse']);
  });

  test('for a supervisor where records contradict one another, whatever else it waits for', () => {
    const found = {
      contradictionId: 'contradiction-1',
      commandType: null,
      code: 'order_has_open_case',
      data: {},
    } as const;
    const data = { stream: `case/${caseId}`, type: 'ContradictionFound', data: found } as const;
    const approved = filed.after(approveCase, { caseId, reason: '' }, { actor: supervisor });
    const contested = given([...approved.events, data], world);
    expect(rolesOf(contested)).toEqual(['finance', 'supervisor', 'warehouse']);
  });
});
