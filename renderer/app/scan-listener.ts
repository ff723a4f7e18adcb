/** A barcode scanner types like a person, only faster than one can, and ends with Enter. */
const FASTEST_TYPIST_MS = 35;
/** Nobody who scans pauses this long within a code; a busy machine does, for less. */
const LONGEST_PAUSE_MS = 250;
const SHORTEST_CODE = 6;
/** One key in so many may come as slowly as a person types: the machine was busy. */
const ONE_SLOW_KEY_IN = 4;

export type Key = Pick<KeyboardEvent, 'key' | 'timeStamp' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/**
 * Answers a function that is told of every key, and answers the code that this key ends, or `null`. A key that came late
 * belongs to its code nevertheless: half a code would find what nobody scanned.
 */
export function createScanListener(): (key: Key) => string | null {
  let code = '';
  let slowKeys = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  const forget = (): void => {
    code = '';
    slowKeys = 0;
  };
  return ({ key, timeStamp, ctrlKey, altKey, metaKey }) => {
    const gap = timeStamp - lastAt;
    lastAt = timeStamp;
    if (gap > LONGEST_PAUSE_MS || ctrlKey || altKey || metaKey) forget();
    if (gap >= FASTEST_TYPIST_MS && code !== '') slowKeys += 1;
    if (key === 'Enter') {
      const isScan = code.length >= SHORTEST_CODE && slowKeys * ONE_SLOW_KEY_IN <= code.length;
      const scanned = isScan ? code : null;
      forget();
      return scanned;
    }
    if (key === 'Shift') return null;
    if (key.length !== 1 || ctrlKey || altKey || metaKey) forget();
    else code += key;
    return null;
  };
}
