/**
 * Orders are found by what their identifiers are blinded to; a desk may hold those of its window of days, those with an open case,
 * and those that were opened on it (`pin`, under `order/…`).
 */
export const search = `
ALTER TABLE reference ADD COLUMN ordered_at bigint;
CREATE TABLE order_key (
  key bytea NOT NULL,
  order_no text NOT NULL,
  PRIMARY KEY (key, order_no)
);
CREATE INDEX order_key_of_order ON order_key (order_no);
ALTER TABLE enrolment ADD COLUMN days integer;
ALTER TABLE desk ADD COLUMN days integer;
`;
