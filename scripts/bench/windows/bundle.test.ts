import { expect, it } from 'vitest';
import { filesByPart } from './bundle.ts';

const chunk = (
  file: string,
  imports: string[] = [],
  more: { isEntry?: true; isDynamicEntry?: true; css?: string[] } = {},
) => ({
  file,
  imports,
  css: [],
  ...more,
});

it('gives each part what it fetches beyond the start, whatever it shares with other parts', () => {
  const parts = filesByPart({
    'index.html': chunk('index.js', ['_shared'], { isEntry: true, css: ['index.css'] }),
    _shared: chunk('shared.js'),
    _table: chunk('table.js', ['_shared'], { css: ['table.css'] }),
    'cases.tsx': chunk('cases.js', ['_table', 'index.html'], { isDynamicEntry: true }),
    'audit.tsx': chunk('audit.js', ['_table'], { isDynamicEntry: true }),
  });

  expect(parts).toEqual([
    { part: 'start', files: ['index.js', 'index.css', 'shared.js'] },
    { part: 'cases.tsx', files: ['cases.js', 'table.js', 'table.css'] },
    { part: 'audit.tsx', files: ['audit.js', 'table.js', 'table.css'] },
  ]);
});

it('refuses what has no start', () => {
  expect(() => filesByPart({ 'a.tsx': chunk('a.js') })).toThrow('without a start');
});
