/** 32 signs that cannot be taken for one another when read aloud or copied by hand: no 0, 1, l, o. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUP = 4;

/** A password to be told once, in groups of four, one sign (5 bits) for each random byte. */
export function initialPasswordOf(randomBytes: Uint8Array): string {
  const signs = Array.from(randomBytes, (byte) => SIGNS.charAt(byte % SIGNS.length));
  return signs.map((sign, at) => (at > 0 && at % GROUP === 0 ? `-${sign}` : sign)).join('');
}

/** 60 bits: enough for the hours until it must be changed. */
export function newInitialPassword(): string {
  return initialPasswordOf(crypto.getRandomValues(new Uint8Array(12)));
}
