const LONGEST = 80;
/** File systems count bytes, and stop at 255 with the extension. */
const MOST_BYTES = 240;
/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)/iu;

/**
 * A name that a file may be saved under anywhere: no folders, no control or direction characters, nothing a shell or Windows
 * reads as more than a name, and the extension of what the file really is.
 * @param extension without the dot
 */
export function safeFileName(name: string, extension: string): string {
  const last = name.normalize('NFKC').split(/[\\/]/u).at(-1) ?? '';
  const stem = last
    .replace(/\p{C}/gu, '')
    .replace(/\.[\p{L}\p{N}]{1,8}$/u, '')
    .replace(/[<>:"|?*%$`'&;~^=]/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s-]+|[.\s]+$/gu, '');
  let kept = '';
  for (const character of Array.from(stem).slice(0, LONGEST)) {
    if (Buffer.byteLength(kept + character) <= MOST_BYTES) kept += character;
  }
  // Cutting can leave an end that no name may have.
  const whole = kept.replace(/[.\s]+$/u, '');
  return `${whole === '' || RESERVED.test(whole) ? 'evidence' : whole}.${extension}`;
}
