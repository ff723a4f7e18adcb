const LONGEST = 80;
/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu;

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
  const kept = Array.from(stem).slice(0, LONGEST).join('');
  return `${kept === '' || RESERVED.test(kept) ? 'evidence' : kept}.${extension}`;
}
