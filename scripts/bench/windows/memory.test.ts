import { describe, expect, it } from 'vitest';
import { grew, heldBy } from './memory.ts';

const ALLOWED = { share: 0.05, megabytes: 5 };

describe('growth', () => {
  it('is told from noise, and from what is fetched at the beginning', () => {
    expect(grew([50, 80, 90, 91, 90, 92, 91, 90, 93], ALLOWED)).toBe(false);
    expect(grew([50, 50, 50, 50, 51, 50, 56, 57, 56], ALLOWED)).toBe(true);
    expect(grew([50, 50, 50, 50, 50, 50, 55, 55, 55], ALLOWED)).toBe(false);
    expect(grew([400, 400, 400, 415, 415, 415], ALLOWED)).toBe(false);
    expect(grew([400, 400, 400, 400, 425, 425], ALLOWED)).toBe(true);
  });

  it('asks for enough to judge by', () => {
    expect(() => grew([1, 2], ALLOWED)).toThrow('three samples');
  });
});

it('of a process that there is not, nothing is known', () => {
  expect(heldBy(2 ** 30)).toBeNull();
});
