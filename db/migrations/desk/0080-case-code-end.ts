/**
 * A case is found by the last characters of its code too: it stands there backwards and without its dashes, as identifiers
 * stand in the index of orders, so that its end is the beginning of a range.
 */
export const sql = `
ALTER TABLE case_row ADD COLUMN code_reversed TEXT NOT NULL DEFAULT '';
UPDATE case_row SET code_reversed = (
  WITH RECURSIVE spelt (rest, back) AS (
    SELECT replace(case_code, '-', ''), ''
    UNION ALL
    SELECT substr(rest, 2), substr(rest, 1, 1) || back FROM spelt WHERE rest <> ''
  )
  SELECT back FROM spelt WHERE rest = ''
);
CREATE INDEX case_by_code_end ON case_row (code_reversed);
`;
