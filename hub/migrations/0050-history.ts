/** Desks that bring what they did before they came to this hub. */
export const history = `
ALTER TABLE enrolment ADD COLUMN brings boolean NOT NULL DEFAULT false;
ALTER TABLE desk ADD COLUMN may_bring_until bigint;
`;
