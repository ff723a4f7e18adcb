/** What a desk alone may open is sealed to its key. */
export const readyFiles = `
ALTER TABLE desk ADD COLUMN sealing_key bytea;
`;
