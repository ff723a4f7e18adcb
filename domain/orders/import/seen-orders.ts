/** Lines of a file can be this many: 2 to the 32nd. */
const FINGERPRINT_RANGE = 2 ** 21;

export type Repetition = { readonly repeated: 'same' | 'different'; readonly firstLine: number } | null;

/**
 * The order numbers of one file that were already met, each with its line and a short fingerprint of its row packed into
 * one number, so that a million of them stay small.
 */
export class SeenOrders {
  private readonly seen = new Map<string, number>();

  /** Notes an order; answers where its number stood before, and whether the two rows say the same. */
  note(orderNo: string, cells: readonly string[], line: number): Repetition {
    const fingerprint = fingerprintOf(cells);
    const packed = this.seen.get(orderNo);
    if (packed === undefined) {
      this.seen.set(orderNo, line * FINGERPRINT_RANGE + fingerprint);
      return null;
    }
    const firstLine = Math.floor(packed / FINGERPRINT_RANGE);
    return { repeated: packed % FINGERPRINT_RANGE === fingerprint ? 'same' : 'different', firstLine };
  }
}

/** FNV-1a over the cells, cut to 21 bits. Two different rows of one number look the same once in two million. */
function fingerprintOf(cells: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const cell of cells) {
    const text = cell.trim();
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return (hash >>> 0) % FINGERPRINT_RANGE;
}
