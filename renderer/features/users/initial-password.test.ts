import { describe, expect, it } from 'vitest';
import { initialPasswordOf, newInitialPassword } from './initial-password.ts';

describe('an initial password', () => {
  it('comes in groups that can be read aloud', () => {
    const bytes = new Uint8Array([0, 1, 2, 3, 31, 32, 255, 64, 9, 8, 7, 6]);

    expect(initialPasswordOf(bytes)).toBe('abcd-9a9a-jihg');
  });

  it('uses every sign equally often and none that is mistaken for another', () => {
    const every = initialPasswordOf(Uint8Array.from({ length: 256 }, (_, byte) => byte)).replaceAll('-', '');

    const counts = new Map<string, number>();
    for (const sign of every) counts.set(sign, (counts.get(sign) ?? 0) + 1);

    expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
    expect(every).not.toMatch(/[01lo]/);
  });

  it('is another one each time, long enough to be accepted', () => {
    const many = new Set(Array.from({ length: 50 }, newInitialPassword));

    expect(many.size).toBe(50);
    for (const password of many) expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
  });
});
