import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Holds docs/security.md to the tree: every item names a test that is really there, and files that are. */
const ROOT = join(import.meta.dirname, '..');
const NAMED_TEST = /`(?<file>[^`]+\.(?:test|spec)\.ts)` “(?<title>[^”]+)”/gu;
const PATH = /`(?<path>(?:contract|db|desk|domain|electron|renderer|scripts|e2e)\/[^`]+|package\.json)`/gu;

const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
const items = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:Item|---)/u.test(line));
const named = [...page.matchAll(NAMED_TEST)].map(({ groups }) => ({
  file: groups?.['file'] ?? '',
  title: groups?.['title'] ?? '',
}));

describe('the security page', () => {
  it('names for every item a test', () => {
    expect(items.length).toBeGreaterThan(40);
    expect(items.filter((line) => line.match(NAMED_TEST) === null)).toEqual([]);
  });

  it('names tests that are in the tree', () => {
    const missing = named.filter(({ file, title }) => {
      const source = existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '';
      return !source.includes(title);
    });

    expect(missing).toEqual([]);
  });

  it('names files that are in the tree', () => {
    const paths = [...page.matchAll(PATH)].map(({ groups }) => groups?.['path'] ?? '');

    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
