import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Holds docs/coverage.md to the tree: nothing is claimed there without a test that is really here. */
const ROOT = join(import.meta.dirname, '..');
const STATUSES = ['done', 'partial', 'not yet'] as const;
const REQUIREMENT_IDS = [...idsOf('A', 55), ...idsOf('B', 48), ...idsOf('X', 10)];
const SCENARIOS = '01 02 03 04 05 06 07 09 11 12 13 15 16 30 31 32 33'.split(' ');
const TEST_FILE = /\.(?:test\.tsx?|spec\.ts)$/u;
/** `file` “part of a title”, as a test is named in both tables. */
const NAMED_TEST = /`(?<file>[^`]+)` “(?<title>[^”]+)”/gu;
/** The title of a test or of a group of tests, or the first cell of a row of a table of tests. Skipped ones don't count. */
const TITLE =
  /(?:\b(?:it|test|describe)(?:\.(?!skip|todo|fixme)\w+)*\(|\)\(|\[)\s*(?<quote>['"`])(?<title>(?:(?!\k<quote>)[^\\\n]|\\.)*)\k<quote>\s*,/gu;

interface NamedTest {
  readonly file: string;
  readonly title: string;
}

interface Row {
  readonly id: string;
  readonly cells: readonly string[];
  readonly tests: readonly NamedTest[];
  readonly paths: readonly string[];
}

const page = readFileSync(join(ROOT, 'docs/coverage.md'), 'utf8');
const requirements = rowsOf(/^[ABX]\d{2}$/u);
const scenarios = rowsOf(/^\d{2}$/u);

function idsOf(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
}

function rowsOf(first: RegExp): Row[] {
  return page.split('\n').flatMap((line) => {
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [id] = cells;
    if (id === undefined || !first.test(id)) return [];
    const tests = [...line.matchAll(NAMED_TEST)].map(({ groups }) => ({
      file: groups?.['file'] ?? '',
      title: groups?.['title'] ?? '',
    }));
    const paths = [...line.matchAll(/`(?<path>[^`]+)`/gu)].map(({ groups }) => groups?.['path'] ?? '');
    return [{ id, cells, tests, paths }];
  });
}

const statusOf = ({ cells }: Row): string => cells[2] ?? '';
/** The last column of either table: what is missing, where it stops. */
const limitOf = ({ cells }: Row): string => cells.at(-1) ?? '';

const titlesByFile = new Map<string, readonly string[]>();

function titlesIn(file: string): readonly string[] {
  const known = titlesByFile.get(file);
  if (known !== undefined) return known;
  const path = join(ROOT, file);
  const source = TEST_FILE.test(file) && existsSync(path) ? readFileSync(path, 'utf8') : '';
  const titles = [...source.matchAll(TITLE)].map(({ groups }) => (groups?.['title'] ?? '').replaceAll(/\\(.)/gu, '$1'));
  titlesByFile.set(file, titles);
  return titles;
}

/** The tests that a row names and the tree has not. */
function missingTests({ id, tests }: Row): string[] {
  return tests
    .filter(({ file, title }) => !titlesIn(file).some((known) => known.includes(title)))
    .map(({ file, title }) => `${id}: ${file} “${title}”`);
}

/** What stands in backticks in the tables is a path of the tree. */
function missingPaths({ id, paths }: Row): string[] {
  return paths.filter((path) => !existsSync(join(ROOT, path))).map((path) => `${id}: ${path}`);
}

describe('the coverage page', () => {
  it('has each of the 113 requirements once, in order, with a status', () => {
    expect(REQUIREMENT_IDS).toHaveLength(113);
    expect(requirements.map(({ id }) => id)).toEqual(REQUIREMENT_IDS);
    expect(requirements.map(statusOf).filter((status) => !STATUSES.some((known) => known === status))).toEqual([]);
  });

  it('claims nothing without a test that is in the tree', () => {
    const claimed = requirements.filter((row) => statusOf(row) !== 'not yet');

    expect(claimed.filter(({ tests }) => tests.length === 0).map(({ id }) => id)).toEqual([]);
    expect(claimed.flatMap(missingTests)).toEqual([]);
  });

  it('names no test where nothing is there yet, and says of a part what is missing', () => {
    const notYet = requirements.filter((row) => statusOf(row) === 'not yet');
    const partial = requirements.filter((row) => statusOf(row) === 'partial');

    expect(notYet.filter(({ paths }) => paths.length > 0).map(({ id }) => id)).toEqual([]);
    expect(partial.filter((row) => limitOf(row) === '').map(({ id }) => id)).toEqual([]);
  });

  it('points at files and folders that exist', () => {
    expect([...requirements, ...scenarios].flatMap(missingPaths)).toEqual([]);
  });

  it('counts right', () => {
    const [done, partial, notYet] = STATUSES.map((wanted) => requirements.filter((row) => statusOf(row) === wanted));

    expect(page).toContain(`${done?.length} done, ${partial?.length} partial, ${notYet?.length} not yet`);
  });

  it('has each scenario of this reach, by tests that carry its number, and says where it stops', () => {
    const unnumbered = scenarios.flatMap(({ id, tests }) =>
      tests.filter(({ title }) => !title.toLowerCase().includes(`scenario ${id}`)),
    );

    expect(scenarios.map(({ id }) => id)).toEqual(SCENARIOS);
    expect(scenarios.filter((row) => row.tests.length === 0 || limitOf(row) === '')).toEqual([]);
    expect(unnumbered).toEqual([]);
    expect(scenarios.flatMap(missingTests)).toEqual([]);
  });
});
