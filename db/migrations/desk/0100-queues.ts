/**
 * Queues are read as walks along an index, one for each state and kind of order, and merged: a page costs the same wherever its cases lie among
 * hundreds of thousands. The indexes that knew the state or the owner alone made a queue read past what it did not want. Only indexes change.
 */
export const sql = `
DROP INDEX case_of_owner;
DROP INDEX case_of_status;
CREATE INDEX case_of_queue ON case_row (status, order_kind, sort_at, case_id);
CREATE INDEX case_of_owner ON case_row (owner_user_id, status, order_kind, sort_at, case_id);
CREATE INDEX task_open_of_kind ON task_row (kind, sort_at, task_id) WHERE status = 'open';
`;
