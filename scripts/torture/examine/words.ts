import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../test/command.ts';
import type { JournalLine } from '../journal.ts';

/** Whoever was refused was told what happened and what to do instead, in both languages. */
export function wordProblems(journal: readonly JournalLine[]): string[] {
  const codes = new Set(journal.flatMap((line) => (line.type === 'refused' ? [line.refusal.code] : [])));
  return (['zh', 'en'] as const).flatMap((language) => {
    const path = join(ROOT, 'renderer/locales', language, 'refusal.json');
    const words = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { what?: string; instead?: string }>;
    return [...codes]
      .filter((code) => (words[code]?.what ?? '') === '' || (words[code]?.instead ?? '') === '')
      .map((code) => `${code} has no words in ${language}`);
  });
}
