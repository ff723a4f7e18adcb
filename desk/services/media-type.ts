/** How many bytes of a file's beginning tell what it is. */
export const SNIFFED_BYTES = 4_100;

interface Signature {
  readonly mediaType: string;
  readonly extension: string;
  readonly at: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const signature = (mediaType: string, extension: string, at: number, bytes: readonly number[]): Signature => ({
  mediaType,
  extension,
  at,
  bytes,
});

const SIGNATURES: readonly Signature[] = [
  signature('image/png', 'png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  signature('image/jpeg', 'jpg', 0, [0xff, 0xd8, 0xff]),
  signature('image/gif', 'gif', 0, ascii('GIF87a')),
  signature('image/gif', 'gif', 0, ascii('GIF89a')),
  signature('application/pdf', 'pdf', 0, ascii('%PDF-')),
  signature('audio/mpeg', 'mp3', 0, ascii('ID3')),
  signature('audio/ogg', 'ogg', 0, ascii('OggS')),
  signature('audio/mp4', 'm4a', 4, ascii('ftypM4A ')),
  signature('audio/mp4', 'm4a', 4, ascii('ftypM4B ')),
];
/** RIFF holds several kinds; the kind stands behind the length. */
const RIFF_KINDS: readonly Signature[] = [
  signature('image/webp', 'webp', 8, ascii('WEBP')),
  signature('audio/wav', 'wav', 8, ascii('WAVE')),
];

export interface MediaType {
  readonly mediaType: string;
  /** Without the dot. */
  readonly extension: string;
}

/**
 * What a file is by its first bytes, whatever it is called; null where it is nothing that may be kept in evidence. Text is
 * what reads as UTF-8 or GB18030 without a control character and is no page or drawing that a browser would run.
 * @param head the first `SNIFFED_BYTES`, or all of a shorter file
 */
export function mediaTypeOf(head: Uint8Array): MediaType | null {
  const found =
    SIGNATURES.find((each) => isAt(head, each)) ??
    (isAt(head, signature('', '', 0, ascii('RIFF'))) ? RIFF_KINDS.find((each) => isAt(head, each)) : undefined);
  if (found !== undefined) return { mediaType: found.mediaType, extension: found.extension };
  if (isMpegFrame(head)) return { mediaType: 'audio/mpeg', extension: 'mp3' };
  return isPlainText(head) ? { mediaType: 'text/plain', extension: 'txt' } : null;
}

/** The usual extension of what may be kept in evidence, without the dot. */
export function extensionOf(mediaType: string): string {
  return [...SIGNATURES, ...RIFF_KINDS].find((each) => each.mediaType === mediaType)?.extension ?? 'txt';
}

function isAt(head: Uint8Array, { at, bytes }: Signature): boolean {
  return bytes.every((byte, index) => head[at + index] === byte);
}

/** An MP3 without a tag begins with a frame: eleven bits set, layer III, a bit rate and a sample rate that exist. */
function isMpegFrame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const isLayerThree = first === 0xff && (second & 0xe6) === 0xe2;
  return isLayerThree && third >> 4 !== 0x0f && third >> 4 !== 0 && ((third >> 2) & 0x03) !== 0x03;
}

function isPlainText(head: Uint8Array): boolean {
  if (head.length === 0 || head.some(isControl)) return false;
  const text = decoded(head);
  return text !== null && !/^\s*<(?:!doctype|!--|html|head|body|script|svg|iframe|\?xml)/iu.test(text);
}

/** Of neither UTF-8 nor GB18030 any of these is a part. */
function isControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

function decoded(head: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      // `stream`: a character cut off at the end of the head is no fault.
      return new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    } catch {
      continue;
    }
  }
  return null;
}
