/**
 * The version of the language between a desk and a hub. A desk in the field outlives an upgrade of its hub, so a hub speaks
 * the version before as well, and both keep what they do not know. Whoever changes a shape of `envelopes.ts` adds a number
 * here with a line that says what is new; `schema-hash.test.ts` fails until then.
 *
 * - 1: enrolment, sign-in, push, pull, the poke to pull, bootstrap, presence, the history of a desk that had no hub,
 *   search for what a desk does not hold, files in evidence.
 *
 * No hub of version 1 is in the field yet: until one is, its shapes and its hash move together.
 */
export const PROTOCOL_VERSION = 1;
export type ProtocolVersion = 1;

/** What a hub of this version serves: its own and the one before. */
export const SERVED_VERSIONS: readonly ProtocolVersion[] = [1];

/** Why a message is not served, for the words a person reads; null where it is. */
export function versionRefusal(asked: number): 'desk_too_old' | 'desk_too_new' | null {
  if (SERVED_VERSIONS.some((served) => served === asked)) return null;
  return asked > PROTOCOL_VERSION ? 'desk_too_new' : 'desk_too_old';
}
