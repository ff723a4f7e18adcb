/** When a callback was last dialled in vain: one that was tried in time is not missed (D13). */
export const sql = `
ALTER TABLE callback_row ADD COLUMN last_attempt_at INTEGER;
`;
