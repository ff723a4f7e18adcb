/**
 * Fills the page from the results that are kept: what stands between `<!-- bench: NAME -->` and `<!-- /bench -->` is written by this
 * and by nobody else, and so are the drawings.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { growthDrawings, type Drawing } from './growth.ts';
import { keptResults, PAGE, RESULTS, type Results } from './results.ts';
import { aboutTable, figuresTable, peersTable } from './tables.ts';

const SECTION = /(?<open><!-- bench: (?<name>[^>]+) -->\n)[^]*?(?<close><!-- \/bench -->)/gu;

function sectionOf(name: string, { desk, peers }: Results, drawings: readonly Drawing[]): string {
  const [kind = '', ...rest] = name.trim().split(' ');
  const what = rest.join(' ');
  const largest = desk.at(-1);
  if (largest === undefined) throw new Error('no result of a desk');
  if (kind === 'about') return aboutTable(desk);
  if (kind === 'figures') return figuresTable(largest, what);
  if (kind === 'peers') return peers.map(peersTable).join('\n\n');
  if (kind === 'drawings') {
    const shown = drawings.filter(({ file }) => file.startsWith(what));
    if (shown.length === 0) throw new Error(`no drawing begins with ${what}`);
    return shown.map(({ file, title }) => `![${title}](performance/${file})`).join('\n');
  }
  throw new Error(`nobody knows what ${name} is`);
}

/** The page with its tables filled in. Throws on a page without any. */
export function filledPage(page: string, results: Results, drawings: readonly Drawing[]): string {
  if (page.search(SECTION) < 0) throw new Error('the page has no place for figures');
  return page.replace(SECTION, (...parts: readonly unknown[]) => {
    const { open, name, close } = parts.at(-1) as {
      readonly open: string;
      readonly name: string;
      readonly close: string;
    };
    return `${open}\n${sectionOf(name, results, drawings)}\n\n${close}`;
  });
}

export function writePage(): readonly string[] {
  const results = keptResults();
  const drawings = growthDrawings(results);
  for (const { file, svg } of drawings) writeFileSync(join(RESULTS, file), svg);
  writeFileSync(PAGE, filledPage(readFileSync(PAGE, 'utf8'), results, drawings));
  return [PAGE, ...drawings.map(({ file }) => join(RESULTS, file))];
}
