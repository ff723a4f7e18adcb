/** Workbooks that no spreadsheet program writes. Each is read or refused; none may hang, crash or fill the memory. */
import { MARKER } from '../../../contract/testing/hostile-values.ts';
import { entriesOf, GOOD, PARTS, relationship, sheetOf, stringsOf, workbookOf, zipOf } from './workbook-package.ts';
import type { Part } from './workbook-package.ts';

/** What becomes of a file: `read`, or the reason it is refused for; `either` where both are right. */
export type Fate =
  | 'read'
  | 'either'
  | 'damaged'
  | 'too_large_unpacked'
  | 'no_sheet'
  | 'record_too_long'
  | 'file_type_unknown'
  | 'file_empty'
  | 'header_not_found'
  | 'quote_not_closed';
export interface HostileFile {
  readonly name: string;
  readonly fate: Fate;
  readonly bytes: () => Buffer;
}

const XML_PARTS = ['root', 'workbook', 'relations', 'strings', 'styles', 'sheet'] as const satisfies readonly Part[];

const laughs = (root: string): string =>
  `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "${MARKER}">${Array.from({ length: 12 }, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`).join('')}]><${root}>&a12;</${root}>`;

/** Ways to spoil the XML of any part. */
const SPOILED: readonly [name: string, spoil: (xml: string) => string | Uint8Array][] = [
  ['empty', () => ''],
  ['no XML', () => `${MARKER} is no XML`],
  ['zero bytes', () => new Uint8Array(3_000)],
  ['noise', () => Uint8Array.from({ length: 3_000 }, (_, index) => (index * 7919) % 256)],
  ['cut off in a tag', (xml) => xml.slice(0, Math.floor(xml.length / 2))],
  ['closed in the wrong order', (xml) => xml.replace(/<\/[^>]+>$/u, '</x></y>')],
  ['in UTF-16', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le')],
  ['with a byte order mark', (xml) => `\ufeff${xml}`],
  ['in bytes that are no UTF-8', (xml) => Buffer.from(xml.replace(/[^ -~]/gu, '\u00ff'), 'latin1')],
  ['a billion laughs', () => laughs('x')],
  [
    'an entity from a file',
    (xml) => `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${xml.replace('>', '>&f;')}`,
  ],
  ['an entity from the network', (xml) => `<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">${xml}`],
  ['a style sheet to run', (xml) => `<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>${xml}`],
  ['a comment that never ends', (xml) => `${xml.slice(0, 40)}<!-- ${xml.slice(40)}`],
  ['a CDATA that never ends', (xml) => `${xml}<![CDATA[`],
  ['characters that there are not', (xml) => xml.replace('>', '>&#x110000;&#0;&#xD800;&#-1;&nope;')],
  [
    'ten thousand attributes',
    (xml) => xml.replace('>', `${Array.from({ length: 10_000 }, (_, index) => ` a${index}="1"`).join('')}>`),
  ],
  ['one attribute ten thousand times', (xml) => xml.replace('>', `${' a="1"'.repeat(10_000)}>`)],
  ['a hundred thousand levels', (xml) => `${'<x>'.repeat(100_000)}${xml}`],
  [
    'names of JavaScript',
    () => '<__proto__><constructor prototype="1"/><toString Id="__proto__" Type="constructor"/></__proto__>',
  ],
];

const spoiledParts = XML_PARTS.flatMap((part) =>
  SPOILED.map(([name, spoil]): HostileFile => ({
    name: `${part}: ${name}`,
    fate: 'either',
    bytes: () => workbookOf({ [part]: spoil(GOOD[part]) }),
  })),
);

const absentParts = (Object.keys(PARTS) as Part[]).map((part): HostileFile => ({
  name: `${part}: absent`,
  fate:
    part === 'workbook'
      ? 'damaged'
      : part === 'relations' || part === 'sheet'
        ? 'no_sheet'
        : part === 'strings'
          ? 'header_not_found'
          : 'read',
  bytes: () => workbookOf({ [part]: null }),
}));

const HEADER = GOOD.sheet.slice(GOOD.sheet.indexOf('<row r="1"'), GOOD.sheet.indexOf('<row r="2"'));
const cells = (name: string, inner: string, fate: Fate = 'read'): HostileFile => ({
  name: `cell: ${name}`,
  fate,
  bytes: () => workbookOf({ sheet: sheetOf(`${HEADER}${inner}`) }),
});
const reference = (r: string): HostileFile => cells(`at ${r}`, `<row><c r="${r}" t="str"><v>${MARKER}</v></c></row>`);
const cellOf = (type: string, v: string, style = '0'): HostileFile =>
  cells(
    `${type} of ${v.slice(0, 20)} in style ${style}`,
    `<row r="2"><c r="A2" t="${type}" s="${style}"><v>${v}</v></c></row>`,
  );

const hostileCells: readonly HostileFile[] = [
  ...['XFD2', 'ZZZZZZZZZZZZ2', 'A0', 'A-1', 'a2', '', '2', 'A2:B9', '__proto__', 'Ａ２', 'A999999999999999999999'].map(
    reference,
  ),
  ...['-1', '999999999', 'NaN', 'x', '1e9', '0.5', '', '__proto__'].map((v) => cellOf('s', v)),
  ...['NaN', 'Infinity', '-Infinity', '1e999', '-0', '0x10', '1_000', '1,5', '  7  ', '9'.repeat(4_000)].map((v) =>
    cellOf('n', v),
  ),
  ...['-1', '0', '0.5', '2958465.999999', '2958466', '1e15', 'NaN'].map((v) => cellOf('n', v, '1')),
  ...['-1', '999999999', 'x', '1e9'].map((style) => cellOf('n', '46343', style)),
  ...['yes', '2'].map((v) => cellOf('b', v)),
  ...['#REF!', MARKER].map((v) => cellOf('e', v)),
  ...['2026-99-99T99:99:99', ''].map((v) => cellOf('d', v)),
  cellOf('__proto__', '1'),
  cellOf('str', '_xD800__xDFFF__x0000__xFFFF__xZZZZ_'),
  cells(
    'a formula that starts a program',
    `<row><c t="str"><f>cmd|' /C calc'!A0</f><v>=cmd|' /C calc'!A0</v></c></row>`,
  ),
  cells('a formula from the network', '<row><c><f>WEBSERVICE("http://127.0.0.1:9/")</f></c></row>'),
  cells('a link that calls out', '<row><c t="str"><f>HYPERLINK("http://127.0.0.1:9/","x")</f><v>x</v></c></row>'),
  cells(
    'rich text of ten thousand runs',
    `<row><c t="inlineStr"><is>${'<r><t>测</t></r>'.repeat(10_000)}</is></c></row>`,
  ),
  cells('a cell within a cell', '<row><c t="str"><v>1<c t="str"><v>2</v></c></v></c></row>'),
  cells('a row within a row', '<row><row><c><v>1</v></c></row></row>'),
  cells('a cell outside of any row', '<c r="A9"><v>1</v></c>'),
  cells('16,384 columns', `<row>${'<c t="str"><v>测</v></c>'.repeat(16_384)}</row>`),
  cells('16,384 columns, a hundred times', `<row><c r="XFD1"><v>1</v></c></row>`.repeat(100)),
  cells('a row number beyond any sheet', '<row r="9007199254740993"><c><v>1</v></c></row><row><c><v>2</v></c></row>'),
  cells(
    'rows that go back',
    '<row r="900"><c><v>1</v></c></row><row r="3"><c><v>2</v></c></row><row r="-3"><c><v>2</v></c></row><row r="x"><c><v>2</v></c></row>',
  ),
  cells('a text longer than any cell', `<row><c t="str"><v>${'A'.repeat(1_200_000)}</v></c></row>`, 'record_too_long'),
];

const related = (name: string, fate: Fate, root: string, relations: string): HostileFile => ({
  name: `relations: ${name}`,
  fate,
  bytes: () =>
    workbookOf({
      root: `<Relationships>${root}</Relationships>`,
      relations: `<Relationships>${relations}</Relationships>`,
    }),
});
const MAIN = relationship('a', 'officeDocument', 'xl/workbook.xml');

const hostileRelations: readonly HostileFile[] = [
  related('the sheet is the workbook', 'file_empty', MAIN, relationship('s1', 'worksheet', 'workbook.xml')),
  related('the workbook is its own relations', 'no_sheet', relationship('a', 'officeDocument', '_rels/.rels'), ''),
  related('the relations lead in a circle', 'either', MAIN, relationship('s1', 'worksheet', '_rels/workbook.xml.rels')),
  related('the sheet lies outside', 'no_sheet', MAIN, relationship('s1', 'worksheet', '../../../../../../etc/passwd')),
  related(
    'the sheet is a file of this machine',
    'no_sheet',
    MAIN,
    relationship('s1', 'worksheet', 'file:///etc/passwd'),
  ),
  related('the sheet is on the network', 'no_sheet', MAIN, relationship('s1', 'worksheet', 'http://127.0.0.1:9/s.xml')),
  related('the sheet has the name of a prototype', 'no_sheet', MAIN, relationship('s1', 'worksheet', '__proto__')),
  related(
    'the texts are the sheet',
    'either',
    MAIN,
    relationship('s1', 'worksheet', 'worksheets/sheet1.xml') +
      relationship('t', 'sharedStrings', 'worksheets/sheet1.xml'),
  ),
  related(
    'ten thousand sheets',
    'read',
    MAIN,
    relationship('s1', 'worksheet', 'worksheets/sheet1.xml') +
      relationship('t', 'sharedStrings', 'sharedStrings.xml') +
      Array.from({ length: 10_000 }, (_, index) =>
        relationship(`x${index}`, 'worksheet', 'worksheets/sheet1.xml'),
      ).join(''),
  ),
];

const zipped = (name: string, fate: Fate, bytes: () => Buffer): HostileFile => ({
  name: `package: ${name}`,
  fate,
  bytes,
});
const one =
  (claims: NonNullable<Parameters<typeof zipOf>[0][number]['claims']>): (() => Buffer) =>
  () =>
    zipOf(entriesOf().map((entry) => (entry.name === PARTS.sheet ? Object.assign({ claims }, entry) : entry)));
const cut = (share: number) => (): Buffer => {
  const whole = workbookOf();
  return whole.subarray(0, Math.floor(whole.length * share));
};

const hostilePackages: readonly HostileFile[] = [
  zipped('cut after its first bytes', 'damaged', () => workbookOf().subarray(0, 8)),
  ...[0.1, 0.5, 0.9, 0.99].map((share) => zipped(`cut at ${share * 100} %`, 'damaged', cut(share))),
  zipped('no entries', 'damaged', () => Buffer.concat([Buffer.from('PK\u0003\u0004'), zipOf([])])),
  zipped('nothing but a signature', 'damaged', () => Buffer.from('PK\u0003\u0004')),
  zipped('noise behind a signature', 'damaged', () =>
    Buffer.concat([
      Buffer.from('PK\u0003\u0004'),
      Buffer.from(Uint8Array.from({ length: 9_000 }, (_, index) => (index * 31) % 251)),
    ]),
  ),
  zipped('a zip in a zip', 'damaged', () => zipOf([{ name: 'inner.xlsx', content: workbookOf() }])),
  zipped('a workbook whose sheet is a zip', 'either', () => workbookOf({ sheet: workbookOf() })),
  zipped('a size that is too small', 'either', one({ size: 1 })),
  zipped('a size that is too large', 'too_large_unpacked', one({ size: 0xffff_fff0 })),
  zipped('a packed size that is too small', 'either', one({ packedSize: 3 })),
  zipped('a packed size beyond the file', 'either', one({ packedSize: 0x7fff_ffff })),
  zipped('a checksum that is wrong', 'either', one({ crc: 1 })),
  zipped('a way of packing that there is not', 'either', one({ method: 99 })),
  zipped('said to be stored and is packed', 'either', one({ method: 0 })),
  zipped('said to be encrypted', 'either', one({ flags: 1 })),
  zipped('a place beyond the file', 'damaged', one({ offset: 0x7fff_ffff })),
  zipped('two entries on one place', 'either', one({ offset: 0 })),
  zipped('more entries promised than there are', 'damaged', () => zipOf(entriesOf(), { count: 6_000 })),
  zipped('fewer entries promised than there are', 'either', () => zipOf(entriesOf(), { count: 1 })),
  zipped('a directory that begins nowhere', 'damaged', () => zipOf(entriesOf(), { directoryOffset: 0x7fff_0000 })),
  zipped('a directory that begins in a file', 'damaged', () => zipOf(entriesOf(), { directoryOffset: 10 })),
  zipped('a comment of 64 KB', 'either', () => zipOf(entriesOf(), { comment: Buffer.alloc(65_535, 65) })),
  zipped('zip64 that is none', 'too_large_unpacked', () => zipOf(entriesOf(), { count: 0xffff })),
  zipped('the same part twice', 'either', () => workbookOf({}, [{ name: PARTS.sheet, content: Buffer.from('<x/>') }])),
  zipped('names that lead out', 'damaged', () =>
    workbookOf(
      {},
      [
        '../../../tmp/x',
        '/etc/passwd',
        'C:\\Windows\\x',
        '..\\..\\x',
        'a\0b',
        '',
        '.',
        'CON',
        '__proto__',
        'x'.repeat(60_000),
      ].map((name) => ({ name, content: Buffer.from('x') })),
    ),
  ),
  zipped('names with backslashes', 'read', () =>
    zipOf(entriesOf().map(({ name, content }) => ({ name: name.replaceAll('/', '\\'), content }))),
  ),
  zipped('a macro', 'read', () =>
    workbookOf(
      {
        types: GOOD.types.replace(
          '/>',
          '><Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
      },
      [{ name: 'xl/vbaProject.bin', content: Buffer.from('d0cf11e0a1b11ae1', 'hex') }],
    ),
  ),
  zipped('links, objects and a connection', 'read', () =>
    workbookOf(
      {},
      [
        'xl/externalLinks/externalLink1.xml',
        'xl/embeddings/oleObject1.bin',
        'xl/connections.xml',
        'xl/activeX/activeX1.bin',
        'customXml/item1.xml',
      ].map((name) => ({ name, content: Buffer.from(`<x href="http://127.0.0.1:9/${MARKER}"/>`) })),
    ),
  ),
  zipped('the wrong content types', 'read', () =>
    workbookOf({ types: '<Types><Default Extension="xml" ContentType="text/html"/></Types>' }),
  ),
  zipped('a document of another program', 'damaged', () =>
    zipOf([
      { name: 'word/document.xml', content: Buffer.from('<x/>') },
      { name: PARTS.types, content: Buffer.from(GOOD.types) },
    ]),
  ),
  zipped('eleven thousand entries', 'too_large_unpacked', () =>
    zipOf([
      ...entriesOf(),
      ...Array.from({ length: 11_000 }, (_, index) => ({ name: `x/${index}`, content: new Uint8Array(0) })),
    ]),
  ),
];

const MIB = 1024 * 1024;
/** A part of `mib` megabytes that packs to almost nothing. */
const blown = (before: string, mib: number, after: string): Buffer =>
  Buffer.concat([Buffer.from(before), Buffer.alloc(mib * MIB, 0x41), Buffer.from(after)]);

const bombs: readonly HostileFile[] = [
  {
    name: 'bomb: one shared text of 64 MB',
    fate: 'record_too_long',
    bytes: () => workbookOf({ strings: blown('<sst><si><t>', 64, '</t></si></sst>') }),
  },
  {
    name: 'bomb: one cell of 64 MB',
    fate: 'record_too_long',
    bytes: () =>
      workbookOf({ sheet: blown(sheetOf(`${HEADER}<row><c t="str"><v>`).slice(0, -24), 64, '</v></c></row>') }),
  },
  {
    name: 'bomb: an attribute of 32 MB',
    fate: 'record_too_long',
    bytes: () => workbookOf({ sheet: blown('<worksheet a="', 32, '"/>') }),
  },
  {
    name: 'bomb: a comment of 32 MB',
    fate: 'either',
    bytes: () => workbookOf({ sheet: blown('<worksheet><!--', 32, '--></worksheet>') }),
  },
  {
    name: 'bomb: styles of 64 MB',
    fate: 'too_large_unpacked',
    bytes: () => workbookOf({ styles: blown('<styleSheet>', 64, '</styleSheet>') }),
  },
  {
    name: 'bomb: relations of 64 MB',
    fate: 'too_large_unpacked',
    bytes: () => workbookOf({ relations: blown('<Relationships>', 64, '</Relationships>') }),
  },
  {
    name: 'bomb: 300,000 empty shared texts',
    fate: 'read',
    bytes: () =>
      workbookOf({
        strings: stringsOf(GOOD.strings.slice(GOOD.strings.indexOf('<si>'), -6) + '<si/>'.repeat(1_000_000)),
      }),
  },
  {
    name: 'bomb: half 300,000 empty rows',
    fate: 'read',
    bytes: () => workbookOf({ sheet: sheetOf(HEADER + '<row/>'.repeat(200_000)) }),
  },
];

export const HOSTILE_WORKBOOKS: readonly HostileFile[] = [
  ...absentParts,
  ...spoiledParts,
  ...hostileCells,
  ...hostileRelations,
  ...hostilePackages,
  ...bombs,
];
