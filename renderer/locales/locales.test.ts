import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSAL_CODES } from '../../domain/kernel/refusal.ts';

type Words = { readonly [key: string]: string | Words };

const folder = import.meta.dirname;
const namespaces = readdirSync(path.join(folder, 'zh')).toSorted();

function read(locale: 'zh' | 'en', file: string): Words {
  return JSON.parse(readFileSync(path.join(folder, locale, file), 'utf8')) as Words;
}

function keysOf(words: Words, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );
}

function textAt(words: Words, key: string): string {
  const found = key
    .split('.')
    .reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words);
  return typeof found === 'string' ? found : '';
}

function placeholdersOf(words: Words): Record<string, string[]> {
  const namesIn = (text: string): string[] => Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1] ?? '');
  return Object.fromEntries(
    keysOf(words).map((key) => [key, namesIn(textAt(words, key)).toSorted((a, b) => a.localeCompare(b))]),
  );
}

describe('the words of the interface', () => {
  it('stand in the same namespaces in both languages', () => {
    expect(namespaces.length).toBeGreaterThan(5);
    expect(readdirSync(path.join(folder, 'en')).toSorted()).toEqual(namespaces);
  });

  it.each(namespaces)('%s has the same keys and placeholders in both languages, none of them empty', (file) => {
    const zh = read('zh', file);
    const en = read('en', file);

    const keys = (words: Words): string[] => keysOf(words).toSorted();

    expect(keys(en)).toEqual(keys(zh));
    expect(placeholdersOf(en)).toEqual(placeholdersOf(zh));
    expect(JSON.stringify([zh, en])).not.toContain('""');
  });

  it('say of every refusal what is wrong and what to do instead, and of nothing that is not one', () => {
    const told = Object.keys(read('zh', 'refusal.json')).filter((code) => code !== 'fault');

    expect(told.toSorted()).toEqual(REFUSAL_CODES.toSorted());
    for (const locale of ['zh', 'en'] as const) {
      for (const words of Object.values(read(locale, 'refusal.json')))
        expect(Object.keys(words).toSorted()).toEqual(['instead', 'what']);
    }
  });

  it('have every key that a component names', () => {
    const known = new Set(
      namespaces.flatMap((file) =>
        keysOf(read('zh', file)).flatMap((key) => {
          const plain = key.replace(/_(?:one|other)$/, '');
          return [plain, `${file.replace('.json', '')}:${plain}`];
        }),
      ),
    );
    const renderer = path.join(folder, '..');
    const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));

    const named = files.flatMap((file) => {
      const source = readFileSync(path.join(renderer, file), 'utf8');
      return Array.from(source.matchAll(/\bt\('([^']+)'/g), (match) => ({ file, key: match[1] ?? '' }));
    });

    expect(named.length).toBeGreaterThan(300);
    expect(named.filter(({ key }) => !known.has(key))).toEqual([]);
  });
});
