import { describe, expect, it } from 'vitest';
import { IDENTIFIER_KINDS, NONE, OTHER_CHECK, OTHER_LENGTH, SAME } from '../testing/hostile-identifiers.ts';

describe.each(IDENTIFIER_KINDS)('a $kind', ({ good, read, checked, anyLength = false }) => {
  it.each(SAME)('is read as meant: $name', ({ write }) => {
    const written = write(good);

    const value = read(written);

    expect(value).not.toBeNull();
    expect(value).toBe(read(good));
  });

  it.each([...NONE, ...(anyLength ? [] : OTHER_LENGTH), ...(checked ? OTHER_CHECK : [])])(
    'is none: $name',
    ({ write }) => {
      const written = write(good);

      const value = read(written);

      expect(written).not.toBe(good);
      expect(value).toBeNull();
    },
  );
});
