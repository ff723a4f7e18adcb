/** Text files that no platform exports. Each is read or refused; none may hang, crash or fill the memory. */
import iconv from 'iconv-lite';
import { MARKER } from '../../../contract/testing/hostile-values.ts';
import type { Fate, HostileFile } from './hostile-workbooks.ts';

const HEADER = '申请单号,申请时间,姓名,联系电话';
const ROW = `A2026,2026-01-02,测试张三,${MARKER}`;
const GOOD = `${HEADER}\n${ROW}\n`;
const MIB = 1024 * 1024;

const text = (name: string, fate: Fate, content: string | (() => string)): HostileFile => ({
  name,
  fate,
  bytes: () => Buffer.from(typeof content === 'string' ? content : content()),
});
const binary = (name: string, fate: Fate, bytes: () => Buffer): HostileFile => ({ name, fate, bytes });
const utf16le = (content: string): Buffer => iconv.encode(content, 'utf16le');

const quotes: readonly HostileFile[] = [
  text('a quotation mark that is never closed, in a short file', 'quote_not_closed', `${HEADER}\n"A2026,2026-01-02\n`),
  text(
    'a quotation mark that is never closed, in a long one',
    'record_too_long',
    () => `${HEADER}\n"${`${ROW}\n`.repeat(9_000)}`,
  ),
  text('a quotation mark in the header that is never closed', 'quote_not_closed', `"申请单号,申请时间\n${ROW}\n`),
  text('nothing but a quotation mark', 'quote_not_closed', '"'),
  text('nothing but quotation marks', 'either', '"'.repeat(1_001)),
  text('100,000 quotation marks', 'either', '"'.repeat(100_000)),
  text('marks within words', 'read', `${HEADER}\nA"20"26,"2026-01-02","测""试",${MARKER}\n`),
  text('text behind a closing mark', 'read', `${HEADER}\n"A2026"x,2026-01-02,"测"y,${MARKER}\n`),
  text('lines within marks', 'read', `${HEADER}\n"A\r\n2\n0\r26",2026-01-02,测试,${MARKER}\n`),
  text('single marks', 'read', `${HEADER}\n'A2026','2026-01-02','测试','${MARKER}'\n`),
  text('curly marks', 'read', `${HEADER}\n“A2026”,“2026-01-02”,“测试”,“${MARKER}”\n`),
];

const encodings: readonly HostileFile[] = [
  binary('a zero byte in the first line', 'file_type_unknown', () => Buffer.from(`${HEADER}\0\n${ROW}\n`)),
  binary('a zero byte far behind', 'read', () =>
    Buffer.from(`${GOOD}${`${ROW}\n`.repeat(50)}A\0B,2026-01-02,测\0试,${MARKER}\n`),
  ),
  binary('nothing but zero bytes', 'file_type_unknown', () => Buffer.alloc(5_000)),
  binary('UTF-8, then GB18030', 'header_not_found', () =>
    Buffer.concat([Buffer.from(GOOD), iconv.encode(ROW, 'gb18030')]),
  ),
  binary('GB18030, then UTF-8', 'either', () => Buffer.concat([iconv.encode(GOOD, 'gb18030'), Buffer.from(ROW)])),
  binary('GB18030 cut off within a character', 'read', () =>
    Buffer.concat([iconv.encode(GOOD, 'gb18030'), Buffer.from([0xb2])]),
  ),
  binary('UTF-8 cut off within a character', 'either', () =>
    Buffer.concat([Buffer.from(GOOD), Buffer.from([0xe6, 0xb5])]),
  ),
  binary('Big5', 'either', () => iconv.encode(GOOD, 'big5')),
  binary('Shift JIS', 'either', () => iconv.encode(GOOD, 'shiftjis')),
  binary('UTF-16, little end first', 'read', () => utf16le(`\ufeff${GOOD}`)),
  binary('UTF-16 without its mark', 'file_type_unknown', () => utf16le(GOOD)),
  binary('UTF-16, big end first', 'file_type_unknown', () => Buffer.from(utf16le(`\ufeff${GOOD}`)).swap16()),
  binary('UTF-16 of an odd number of bytes', 'read', () => utf16le(`\ufeff${GOOD}`).subarray(0, -1)),
  binary('UTF-16 with lone surrogates', 'read', () =>
    utf16le(`\ufeff${HEADER}\nA2026,2026-01-02,\ud800测\udfff,${MARKER}\n`),
  ),
  binary('UTF-16 that is nothing but its mark', 'file_empty', () => Buffer.from([0xff, 0xfe])),
  binary('UTF-32', 'either', () => Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from(GOOD)])),
  binary('lone surrogates written as if they were UTF-8', 'either', () =>
    Buffer.concat([Buffer.from(GOOD), Buffer.from([0xed, 0xa0, 0x80, 0xed, 0xbf, 0xbf])]),
  ),
  binary('UTF-8 longer than it need be', 'either', () =>
    Buffer.concat([Buffer.from(GOOD), Buffer.from([0xc0, 0xaf, 0xe0, 0x80, 0xaf])]),
  ),
  binary('every byte there is', 'either', () => Buffer.from(Uint8Array.from({ length: 255 }, (_, index) => index + 1))),
  text('a byte order mark', 'read', `\ufeff${GOOD}`),
  text('two byte order marks', 'either', `\ufeff\ufeff${GOOD}`),
  text('a byte order mark in the middle', 'read', `${HEADER}\n\ufeff${ROW}\n\ufeff\ufeff`),
  text('nothing but a byte order mark', 'file_empty', '\ufeff'),
];

const shapes: readonly HostileFile[] = [
  binary('nothing', 'file_empty', () => Buffer.alloc(0)),
  text('blanks', 'file_empty', ' '.repeat(3_000)),
  text('100,000 line ends', 'file_empty', () => '\n'.repeat(100_000)),
  text('100,000 commas', 'file_empty', () => ','.repeat(100_000)),
  text('a header and nothing else', 'read', HEADER),
  text('a header, a hundred times', 'read', () => `${HEADER}\n`.repeat(100)),
  text('columns of the same name', 'read', `${'申请单号,'.repeat(30)}申请时间,姓名\n${ROW}\n`),
  text('16,384 columns', 'either', () => `${HEADER}${',测'.repeat(16_384)}\n${ROW}\n`),
  text('a row of 30,000 cells', 'read', () => `${GOOD}${'x,'.repeat(30_000)}\n`),
  text('a row of 300,000 cells', 'record_too_long', () => `${GOOD}${'x,'.repeat(300_000)}\n`),
  text('a cell of 100,000 characters', 'read', () => `${GOOD}A1,2026-01-02,${'x'.repeat(100_000)},1\n`),
  text('a cell of 1,000,000 characters', 'record_too_long', () => `${GOOD}A1,2026-01-02,${'测'.repeat(1_000_000)},1\n`),
  binary('100 MB in one line', 'record_too_long', () => Buffer.alloc(100 * MIB, 0x41)),
  binary('100 MB of blanks behind a good row', 'record_too_long', () =>
    Buffer.concat([Buffer.from(GOOD), Buffer.alloc(100 * MIB, 0x20)]),
  ),
  text('lines that end in every way', 'read', `${HEADER}\r\n${ROW}\n${ROW}\r${ROW}\u2028${ROW}\u0085${ROW}\v${ROW}`),
  text('every separator at once', 'either', `申请单号,申请时间;姓名\t联系电话|备注\n1,2;3\t4|5\n`),
  text('a preamble longer than is looked at', 'header_not_found', () => `${'导出说明\n'.repeat(500)}${GOOD}`),
  text('a preamble of personal data', 'read', `操作员：${MARKER}\n\n${GOOD}`),
];

const contents: readonly HostileFile[] = [
  text(
    'cells that start a program',
    'read',
    `${HEADER}\n=cmd|' /C calc'!A0,@SUM(1),+1+1,-2+3\n\t=1,\r=1,"=HYPERLINK(""http://127.0.0.1:9/?""&A1)",|x\n`,
  ),
  text('headers that start a program', 'header_not_found', `=cmd|' /C calc'!A0,@x,+1,-1\n1,2,3,4\n`),
  text(
    'headers with the names of JavaScript',
    'header_not_found',
    '__proto__,constructor,toString,hasOwnProperty\n1,2,3,4\n',
  ),
  text('good headers beside those of JavaScript', 'read', `${HEADER},__proto__,constructor\n${ROW},1,2\n`),
  text('SQL in every cell', 'read', `${HEADER}\n'; DROP TABLE order_record; --,' OR 1=1,"\\",${MARKER}'\n`),
  text('a page', 'header_not_found', `<!DOCTYPE html><html><script>alert("${MARKER}")</script></html>`),
  text('JSON', 'header_not_found', `{"mobile":"${MARKER}","__proto__":{"x":1}}`),
  text('XML with an entity', 'header_not_found', `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>`),
  text('RTF', 'header_not_found', '{\\rtf1\\ansi{\\*\\objdata 0105}}'),
  text('a script', 'header_not_found', '#!/bin/sh\nrm -rf /\n'),
  text('terminal control', 'either', `${HEADER}\n\u001b]0;x\u0007\u001b[2J,2026-01-02,\u0007,${MARKER}\n`),
  text(
    'directions, joiners and nothing to see',
    'read',
    `${HEADER}\n\u202eA2026\u202c,\u200b2026-01-02,测\u200d试\u2066,\u2069${MARKER}\n`,
  ),
  text(
    'a thousand marks upon one letter',
    'read',
    () => `${HEADER}\nA2026,2026-01-02,e${'\u0301'.repeat(1_000)},${MARKER}\n`,
  ),
  text('a hint of Excel', 'either', `sep=;\n${GOOD.replaceAll(',', ';')}`),
  text('percent and format signs', 'read', `${HEADER}\n%s%n%d,{{x}},$&$1,\${x}\n`),
];

const others: readonly HostileFile[] = [
  ...(
    [
      ['a PDF', '%PDF-1.7\n\u0001\0'],
      ['a PNG', '\u0089PNG\r\n\u001a\n\0\0'],
      ['a program', 'MZ\u0090\0\u0003\0'],
      ['an ELF', '\u007fELF\u0002\u0001\u0001\0'],
      ['gzip', '\u001f\u008b\u0008\0\0\0'],
      ['a database', 'SQLite format 3\0'],
    ] as const
  ).map(([name, head]) =>
    binary(name, 'file_type_unknown', () => Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(600)])),
  ),
  binary('an old spreadsheet', 'file_type_unknown', () =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
  ),
  binary('7z', 'either', () => Buffer.from('377abcaf271c0004', 'hex')),
  binary('a tar', 'either', () => Buffer.concat([Buffer.from('x.csv'), Buffer.alloc(507)])),
];

export const HOSTILE_TEXTS: readonly HostileFile[] = [...quotes, ...encodings, ...shapes, ...contents, ...others];
