/**
 * What every parser in `domain/identifiers` and `domain/text` returns: the normalised value, or the one thing that is
 * wrong with the input. The problem is a word, never the input, so that it may go into a report or a log.
 */
export type Parsed<T, P extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P };

export function parsed<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function unparsed<P extends string>(problem: P): { readonly ok: false; readonly problem: P } {
  return { ok: false, problem };
}

/** What can be wrong with any identifier. */
export type IdentifierProblem = 'empty' | 'wrong_length' | 'wrong_characters' | 'bad_checksum';
