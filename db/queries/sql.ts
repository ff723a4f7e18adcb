/** A question mark for each of these values, for `IN (…)`. Such a statement is kept for each count: for lists of a page at most. */
export function placeholders(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
