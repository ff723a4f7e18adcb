import { describe, expect, it } from 'vitest';
import { ROW_PROBLEM_CODES } from '../../../domain/orders/import/problems.ts';
import en from '../../locales/en/imports.json' with { type: 'json' };
import zh from '../../locales/zh/imports.json' with { type: 'json' };

describe('the words of an import', () => {
  it.each([
    ['zh', zh],
    ['en', en],
  ] as const)('name every sort of bad row and no other, in %s', (_, { problem }) => {
    expect(Object.keys(problem).toSorted()).toEqual(ROW_PROBLEM_CODES.toSorted());
  });
});
