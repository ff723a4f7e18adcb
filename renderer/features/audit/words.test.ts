import { describe, expect, it } from 'vitest';
import { AUDIT_ACTS, REVEAL_FIELDS } from '../../../contract/desk-api/people.ts';
import en from '../../locales/en/audit.json' with { type: 'json' };
import zh from '../../locales/zh/audit.json' with { type: 'json' };

describe('the words of the audit log', () => {
  it.each([
    ['zh', zh],
    ['en', en],
  ] as const)('name every act that is kept and every field that can be revealed, in %s', (_, words) => {
    expect(Object.keys(words.auditAct).toSorted()).toEqual([...AUDIT_ACTS].toSorted());
    expect(Object.keys(words.field).toSorted()).toEqual([...REVEAL_FIELDS].toSorted());
  });
});
