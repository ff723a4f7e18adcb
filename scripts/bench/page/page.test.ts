import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { growthDrawings } from './growth.ts';
import { filledPage } from './main.ts';
import { keptResults, PAGE, RESULTS } from './results.ts';

const results = keptResults();
const drawings = growthDrawings(results);

test('the page and its drawings say what the kept results say: npm run bench -- page', () => {
  const page = readFileSync(PAGE, 'utf8');

  expect(filledPage(page, results, drawings)).toBe(page);
  expect(drawings.filter(({ file, svg }) => readFileSync(join(RESULTS, file), 'utf8') !== svg)).toEqual([]);
});

test('a figure that has changed changes the page, and one without a drawing is not passed over', () => {
  const page = readFileSync(PAGE, 'utf8');
  const largest = results.desk.at(-1);
  if (largest === undefined) throw new Error('no result');
  const [figure] = largest.figures;
  if (figure === undefined) throw new Error('no figure');
  const withFirst = (first: typeof figure) => ({
    ...results,
    desk: [{ ...largest, figures: [first, ...largest.figures.slice(1)] }],
  });
  const changed = withFirst({ ...figure, p50: 424_242 });
  const stranger = withFirst({ ...figure, name: 'x.y' });

  expect(filledPage(page, changed, drawings)).toContain('424242');
  expect(() => growthDrawings(stranger)).toThrow('x.y');
  expect(() => filledPage('no place', results, drawings)).toThrow('no place');
});
