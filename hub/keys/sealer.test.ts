import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from './sealer.ts';

describe('a sealed value', () => {
  const sealer = createSealer(randomBytes(32));

  it('opens to what it was, and looks different each time', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sealed = sealer.seal(value);
        expect(sealer.open(sealed)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(sealer.seal(value).equals(sealed)).toBe(false);
      }),
    );
  });

  it('opens under no other key, and not where one bit was changed', () => {
    const sealed = sealer.seal({ mobile: '13800138000' });
    expect(sealed.toString('latin1')).not.toContain('13800138000');
    expect(() => createSealer(randomBytes(32)).open(sealed)).toThrow('unable to authenticate');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealer.open(changed)).toThrow('unable to authenticate');
    }
  });
});
