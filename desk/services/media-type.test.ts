import { describe, expect, it } from 'vitest';
import { safeFileName } from './file-name.ts';
import { mediaTypeOf } from './media-type.ts';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

describe('what a file is', () => {
  it.each([
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], 'IHDR')],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['image/gif', bytes('GIF89a')],
    ['image/webp', bytes('RIFF', [1, 0, 0, 0], 'WEBPVP8 ')],
    ['application/pdf', bytes('%PDF-1.7\n')],
    ['audio/wav', bytes('RIFF', [1, 0, 0, 0], 'WAVEfmt ')],
    ['audio/mpeg', bytes('ID3', [4, 0])],
    ['audio/mpeg', bytes([0xff, 0xfb, 0x90, 0x64])],
    ['audio/ogg', bytes('OggS', [0, 2])],
    ['audio/mp4', bytes([0, 0, 0, 0x20], 'ftypM4A ')],
    ['text/plain', Buffer.from('通话记录\r\n第二行\t完')],
    ['text/plain', Buffer.from([0xb2, 0xe2, 0xca, 0xd4])],
  ])('%s', (mediaType, head) => {
    expect(mediaTypeOf(head)?.mediaType).toBe(mediaType);
  });

  it.each([
    ['a program', bytes('MZ', [0x90, 0, 3])],
    ['an archive', bytes('PK', [3, 4, 0x14, 0])],
    ['a page', Buffer.from('\n <!DOCTYPE html><body>')],
    ['a drawing that runs scripts', Buffer.from('<svg onload="alert(1)">')],
    ['text with a zero byte', Buffer.from('abc\0def')],
    ['other sound in RIFF clothes', bytes('RIFF', [1, 0, 0, 0], 'AVI LIST')],
    ['nothing at all', Buffer.alloc(0)],
  ])('nothing that may be kept: %s', (_what, head) => {
    expect(mediaTypeOf(head)).toBeNull();
  });

  it('reads a text whose head ends within a character', () => {
    const head = Buffer.from('测试').subarray(0, 5);

    expect(mediaTypeOf(head)?.mediaType).toBe('text/plain');
  });
});

describe('a safe file name', () => {
  it.each([
    ['../../etc/passwd', 'passwd.txt'],
    ['C:\\Users\\x\\chat.log', 'chat.txt'],
    ['a\u202Egnp.exe', 'agnp.txt'],
    ['con.txt', 'evidence.txt'],
    ['', 'evidence.txt'],
    ['....', 'evidence.txt'],
    ['-rf *.txt', 'rf _.txt'],
    ['聊天 记录.TXT', '聊天 记录.txt'],
    ['\u0000nul\n.txt', 'evidence.txt'],
  ])('%j is kept as %j', (name, kept) => {
    expect(safeFileName(name, 'txt')).toBe(kept);
  });

  it('is never long', () => {
    expect(safeFileName('长'.repeat(500), 'pdf')).toHaveLength(84);
  });
});
