/** Workbooks part by part, so that a test can spoil any one of them. */
import { crc32, deflateRawSync } from 'node:zlib';

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const PARTS = {
  types: '[Content_Types].xml',
  root: '_rels/.rels',
  workbook: 'xl/workbook.xml',
  relations: 'xl/_rels/workbook.xml.rels',
  strings: 'xl/sharedStrings.xml',
  styles: 'xl/styles.xml',
  sheet: 'xl/worksheets/sheet1.xml',
} as const;
export type Part = keyof typeof PARTS;

export const sheetOf = (rows: string): string =>
  `<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData></worksheet>`;
export const stringsOf = (items: string): string => `<sst xmlns="${SHEET}">${items}</sst>`;
export const relationship = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`;

/** A good one: a header of an order file and a row. */
export const GOOD: Readonly<Record<Part, string>> = {
  types: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  root: `<Relationships>${relationship('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  workbook: `<workbook xmlns="${SHEET}" xmlns:r="${REL}"><sheets><sheet name="1" sheetId="1" r:id="s1"/></sheets></workbook>`,
  relations: `<Relationships>${relationship('s1', 'worksheet', 'worksheets/sheet1.xml')}${relationship('t', 'sharedStrings', '/xl/sharedStrings.xml')}${relationship('y', 'styles', 'styles.xml')}</Relationships>`,
  strings: stringsOf('<si><t>申请单号</t></si><si><t>申请时间</t></si><si><t>姓名</t></si><si><t>联系电话</t></si>'),
  styles: `<styleSheet xmlns="${SHEET}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  sheet: sheetOf(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>' +
      '<row r="2"><c r="A2" t="str"><v>A2026</v></c><c r="B2" s="1"><v>46343</v></c><c r="C2" t="str"><v>测试张三</v></c><c r="D2" t="str"><v>13800138000</v></c></row>',
  ),
};

export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the directory says of it, where that is not so. */
  readonly claims?: Partial<{
    size: number;
    packedSize: number;
    crc: number;
    method: number;
    flags: number;
    offset: number;
  }>;
}

/** What the end of the package says, where that is not so. */
export interface EndClaims {
  readonly count?: number;
  readonly directoryOffset?: number;
  readonly comment?: Uint8Array;
}

/** A zip file, true or with lies in its directory. */
export function zipOf(entries: readonly ZipEntry[], end: EndClaims = {}): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = {} } of entries) {
    const packed = deflateRawSync(content);
    const path = Buffer.from(name);
    const { size = content.length, packedSize = packed.length, crc = crc32(content), method = 8, flags = 0 } = claims;
    const common = Buffer.alloc(26);
    [20, flags, method, 0, 0].forEach((value, index) => common.writeUInt16LE(value, index * 2));
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packedSize, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(path.length, 22);
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(claims.offset ?? offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), common, rest, path]));
    files.push(file);
    offset += file.length;
  }
  const table = Buffer.concat(directory);
  const { count = entries.length, directoryOffset = offset, comment = Buffer.alloc(0) } = end;
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(Math.min(count, 0xffff), 4);
  tail.writeUInt16LE(Math.min(count, 0xffff), 6);
  tail.writeUInt32LE(table.length, 8);
  tail.writeUInt32LE(directoryOffset, 12);
  tail.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...files, table, Buffer.from('PK\u0005\u0006'), tail, comment]);
}

/** The entries of a workbook, with parts replaced; `null` leaves one out. */
export function entriesOf(
  parts: Partial<Record<Part, string | Uint8Array | null>> = {},
  more: readonly ZipEntry[] = [],
): ZipEntry[] {
  const entries = (Object.keys(PARTS) as Part[]).flatMap((part): ZipEntry[] => {
    const content = part in parts ? parts[part] : GOOD[part];
    if (content === null || content === undefined) return [];
    return [{ name: PARTS[part], content: typeof content === 'string' ? Buffer.from(content) : content }];
  });
  return [...entries, ...more];
}

export const workbookOf = (
  parts: Partial<Record<Part, string | Uint8Array | null>> = {},
  more: readonly ZipEntry[] = [],
): Buffer => zipOf(entriesOf(parts, more));
