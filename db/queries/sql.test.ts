import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { placeholders } from './sql.ts';

it('asks for one value each', () => {
  expect(placeholders([])).toBe('');
  expect(placeholders(['a'])).toBe('?');
  expect(placeholders([1, 2, 3])).toBe('?, ?, ?');
});

it('bounds no statement by a bare parameter, which SQLite compiles again at every run (docs/gotchas.md)', () => {
  const files = globSync('{db,desk}/**/*.ts', { cwd: new URL('../..', import.meta.url), exclude: ['**/*.test.ts'] });
  const bare = files.filter((file) => {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    return /LIMIT (?:\?|\$\w+\b)(?! \+ 0)/u.test(source);
  });
  expect(files).toContain('db/queries/search-keys.ts');
  expect(bare).toEqual([]);
});
