import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { MappingGuess } from '../../domain/orders/import/guess-mapping.ts';
import type { ImportMapping } from '../../domain/orders/import/mapping.ts';
import { comparable } from '../../domain/orders/import/words.ts';

const column = z.union([
  z.null(),
  z.string().min(1),
  z.object({ field: z.string().min(1), unit: z.enum(['yuan', 'fen']).optional() }),
]);

/** `{"columns": {"押金": {"field": "deposit", "unit": "yuan"}, "备注": null, "电话": "mobile"}}`: by header, what differs from the guess. */
const mappingFile = z.strictObject({ columns: z.record(z.string(), column) });

export type MappingCorrections = z.infer<typeof mappingFile>;

/** Reads a mapping file; null with a reason in words where it is not one. */
export async function readMappingFile(path: string): Promise<{ corrections: MappingCorrections } | { reason: string }> {
  try {
    return { corrections: mappingFile.parse(JSON.parse(await readFile(path, 'utf8'))) };
  } catch (error) {
    return {
      reason:
        error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : 'unreadable',
    };
  }
}

/** The guess with what a person says instead. A field given to another column is taken from the one that was guessed. */
export function correctMapping(guess: MappingGuess, corrections: MappingCorrections | null): ImportMapping {
  const given = new Map(
    Object.entries(corrections?.columns ?? {}).map(([header, value]) => [comparable(header), value]),
  );
  const claimed = new Set([...given.values()].map((value) => (typeof value === 'object' ? value?.field : value)));
  const columns = guess.columns.map(({ index, header, field, unit }) => {
    const value = given.get(comparable(header));
    if (value === undefined) return { index, field: field !== null && claimed.has(field) ? null : field, unit };
    if (value === null) return { index, field: null, unit: null };
    return typeof value === 'string'
      ? { index, field: value, unit }
      : { index, field: value.field, unit: value.unit ?? unit };
  });
  return { kind: guess.kind, headerLine: guess.headerLine, columns };
}
