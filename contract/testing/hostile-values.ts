/** Values that no form sends and somebody else may: for tests of what takes input from outside. */

/** Stands for personal data in hostile input: whoever finds it in a message or a log has found a leak. A fake mobile. */
export const MARKER = '19900007731';

const deep = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = MARKER;
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
};

/** Texts for every field that takes one. Each carries the marker where it fits. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  MARKER,
  `${MARKER}\0`,
  '\0',
  '\ufeff',
  `\ud800${MARKER}`,
  `${MARKER}\udc00`,
  `\u202e${MARKER}\u202c`,
  `${MARKER.slice(0, 3)}\u200b${MARKER.slice(3)}`,
  'e\u0301'.repeat(50),
  '👩‍👩‍👧‍👦𠮷'.repeat(10),
  '１９９００００７７３１',
  `'; DROP TABLE event; -- ${MARKER}`,
  `" OR 1=1 -- ${MARKER}`,
  `${MARKER}* OR NEAR(a b) AND {x}: "`,
  '%',
  '_',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'C:\\CON',
  'CON',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  `<script>alert(${MARKER})</script>`,
  `=cmd|' /C calc'!A0`,
  `{{${MARKER}}}`,
  '$&',
  '%s%n%d',
  '\r\nSet-Cookie: x=1',
  'NaN',
  'null',
  '1e999',
  '-1',
  '0'.repeat(300),
  '9'.repeat(80),
  '测'.repeat(4001),
];

/** Texts that cost memory. Few, so that they do not slow a test of many runs. */
export const HUGE_TEXTS: readonly string[] = [MARKER.repeat(50_000), '\u0000'.repeat(200_000), '('.repeat(100_000)];

export const HOSTILE_NUMBERS: readonly number[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  2 ** 31,
  2 ** 32,
  // The last instant of a JavaScript date, and the first one that is none.
  8.64e15,
  8.64e15 + 1,
  -8.64e15,
  -62_135_596_800_001,
  253_402_300_800_000,
];

/** Things of every wrong sort, made anew on each call. */
export function hostileThings(): unknown[] {
  return [
    null,
    undefined,
    true,
    [],
    {},
    [[[]]],
    new Date(Number.NaN),
    new Map([[MARKER, MARKER]]),
    new Set([MARKER]),
    /^(a+)+$/u,
    10n ** 40n,
    new Uint8Array(3),
    new Blob([MARKER]),
    JSON.parse(`{"__proto__":{"polluted":"${MARKER}"},"constructor":{"prototype":{"polluted":1}}}`),
    { [MARKER]: MARKER },
    { length: 4_294_967_295 },
    { toString: MARKER, valueOf: null },
    Array.from({ length: 2_000 }, () => MARKER),
    deep(200, (inner) => [inner]),
    deep(20_000, (inner) => [inner]),
    deep(20_000, (inner) => ({ a: inner })),
  ];
}
