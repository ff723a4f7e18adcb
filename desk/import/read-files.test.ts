import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import writeExcelFile from 'write-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawRow } from '../../domain/orders/import/raw-row.ts';
import { openRows } from './open-rows.ts';
import { openXlsx } from './read-xlsx.ts';
import type { RowSource } from './row-source.ts';
import { SharedStrings } from './shared-strings.ts';
import { surveyFile } from './survey-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-files-'));
  path = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open(content: Buffer | string): Promise<RowSource> {
  writeFileSync(path, content);
  const opened = await openRows({ path });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
}

async function all(source: RowSource): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of source.read()) rows.push(...batch);
  return rows;
}

const cellsOf = async (source: RowSource): Promise<(readonly string[])[]> =>
  (await all(source)).map(({ cells }) => cells);

const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook as small as it may be, with what a test puts into it. */
function workbook(sheet: string, { strings = '', styles = '', properties = '', sheets = '' } = {}): Uint8Array {
  return zipSync({
    '_rels/.rels': strToU8(
      `<Relationships><Relationship Id="a" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${SHEET}" xmlns:r="${REL}">${properties}<sheets>${sheets}<sheet name="1" sheetId="1" r:id="s1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="s1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="h1" Type="${REL}/worksheet" Target="worksheets/hidden.xml"/>` +
        `<Relationship Id="t" Type="${REL}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="y" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/sharedStrings.xml': strToU8(`<sst xmlns="${SHEET}">${strings}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet xmlns="${SHEET}">${styles}</styleSheet>`),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${SHEET}"><sheetData>${sheet}</sheetData></worksheet>`),
    'xl/worksheets/hidden.xml': strToU8(
      `<worksheet xmlns="${SHEET}"><sheetData><row r="1"><c r="A1"><v>666</v></c></row></sheetData></worksheet>`,
    ),
  });
}

describe('a text file', () => {
  const text = '订单号,姓名\r\n`0012,测试张三\r\n';

  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8-bom', Buffer.from(`\ufeff${text}`)],
    ['gb18030', iconv.encode(text, 'gb18030')],
    ['utf-16le', iconv.encode(`\ufeff${text}`, 'utf16le')],
  ])('is read as %s', async (encoding, content) => {
    const source = await open(content);

    const cells = await cellsOf(source);

    expect(source.encoding).toBe(encoding);
    expect(cells).toEqual([
      ['订单号', '姓名'],
      ['`0012', '测试张三'],
    ]);
  });

  it('is GB18030 when the first Chinese stands far behind its beginning', async () => {
    const content = iconv.encode(`no,name\n${'1,x\n'.repeat(40_000)}2,㐀测试\n`, 'gb18030');

    const cells = await cellsOf(await open(content));

    expect(cells.at(-1)).toEqual(['2', '㐀测试']);
  });

  it.each([
    [',', '\n'],
    [';', '\r\n'],
    ['\t', '\r\n'],
    ['|', '\r'],
  ])('is split at %j, its lines at %j, below a preamble', async (delimiter, newline) => {
    const lines = [
      '平台导出, 共2条',
      ['a', 'b', 'c'].join(delimiter),
      '',
      ['1', '"2\n2"', '="003"'].join(delimiter),
      ['4', '5', '6'].join(delimiter),
    ];

    const source = await open(lines.join(newline));
    const rows = await all(source);

    expect(source.delimiter).toBe(delimiter);
    expect(rows.map(({ cells }) => cells.at(-1))).toEqual([expect.any(String), 'c', '', '="003"', '6']);
    expect(rows[3]?.cells[1]).toBe('2\n2');
    expect(rows.slice(0, 4).map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });

  it('keeps rows that are shorter and longer than the header, and stray quotation marks', async () => {
    const cells = await cellsOf(await open('a,b,c\n1\n1,2,3,4\n5" tv,x,y\n'));

    expect(cells).toEqual([['a', 'b', 'c'], ['1'], ['1', '2', '3', '4'], ['5" tv', 'x', 'y']]);
  });

  it('is refused with its line where a quotation mark is never closed, after the rows before it', async () => {
    const source = await open(`a,b\n1,2\n"3,4\n${'5,6\n'.repeat(60_000)}`);
    const seen: string[] = [];

    const reading = (async () => {
      for await (const rows of source.read()) seen.push(...rows.map(({ cells }) => cells[0] ?? ''));
    })();

    await expect(reading).rejects.toMatchObject({ reason: 'record_too_long', line: 3 });
    expect(seen).toEqual(['a', '1']);
  });

  it('comes out as it went in, whatever its cells hold', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.replace(/[\r\ufeff\0]/gu, ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('utf8', 'gb18030'),
        async (table, encoding) => {
          const written = table
            .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
            .join('\n');
          const source = await open(iconv.encode(`"测","b","c"\n${written}\n`, encoding));

          const cells = await cellsOf(source);

          expect(cells.slice(1)).toEqual(table);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a spreadsheet', () => {
  it('is read as a library writes it', async () => {
    const table = [
      ['订单号', '金额'],
      ['0012', '测试 & <b>'],
      ['', '3'],
    ];
    await writeExcelFile(table.map((cells) => cells.map((value) => ({ value, type: String })))).toFile(path);

    const opened = await openRows({ path });

    if (!opened.ok) throw new Error(opened.refusal.code);
    expect(opened.value.format).toBe('xlsx');
    expect(await cellsOf(opened.value)).toEqual(table);
  });

  it('gives numbers without float noise, dates as dates, and says when a long number is destroyed', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy/mm/dd hh:mm"/><numFmt numFmtId="165" formatCode="0.00&quot;d&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
    const sheet =
      '<row r="1"><c r="A1"><v>299.10000000000002</v></c><c r="B1" s="1"><v>46343</v></c><c r="C1" s="2"><v>46343.434780092591</v></c><c r="D1" s="3"><v>3</v></c>' +
      '<c r="E1"><v>1.5800000000000001E+17</v></c><c r="F1"><v>123456789012345</v></c><c r="G1" t="b"><v>1</v></c><c r="H1" t="e"><v>#N/A</v></c></row>';

    const [row] = await cellsOf(await open(Buffer.from(workbook(sheet, { styles }))));

    expect(row).toEqual([
      '299.1',
      '2026-11-17',
      '2026-11-17 10:26:05',
      '3',
      '1.58E+17',
      '123456789012345',
      'TRUE',
      '#N/A',
    ]);
  });

  it('reads dates of a workbook that counts from 1904', async () => {
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';

    const source = await open(
      Buffer.from(workbook('<row><c><v>44881</v></c></row>', { styles, properties: '<workbookPr date1904="1"/>' })),
    );

    expect(await cellsOf(source)).toEqual([['2026-11-17']]);
  });

  it('reads rich and inline text, formula results and prefixed elements; leaves phonetic hints and gaps out', async () => {
    const strings =
      '<si><r><t>测</t></r><r><t>试</t></r><rPh sb="0" eb="1"><t>ceshi</t></rPh></si><si><t>a_x000D_b &amp; c</t></si>';
    const sheet =
      '<x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="s"><x:v>1</x:v></x:c></x:row>' +
      '<row r="5"><c t="inlineStr"><is><t>内</t></is></c><c t="str"><f>A1</f><v>果</v></c><c/></row>';

    const rows = await all(await open(Buffer.from(workbook(sheet, { strings }))));

    expect(rows).toEqual([
      { line: 2, cells: ['测试', '', 'a\rb & c'] },
      { line: 5, cells: ['内', '果'] },
    ]);
  });

  it('takes the first sheet that is not hidden', async () => {
    const source = await open(
      Buffer.from(
        workbook('<row><c><v>1</v></c></row>', { sheets: '<sheet name="h" sheetId="2" state="hidden" r:id="h1"/>' }),
      ),
    );

    expect(await cellsOf(source)).toEqual([['1']]);
  });

  it.each([
    ['more than its directory may declare', { packageBytes: 1000, partBytes: 1_000_000 }],
    ['a part that is held in memory whole and too large', { packageBytes: 1_000_000, partBytes: 50 }],
  ])('is refused for %s', async (_, limits) => {
    writeFileSync(path, workbook('<row><c><v>1</v></c></row>'.repeat(500)));
    const source = openXlsx({ path }, await surveyFile({ path }), limits);

    await expect(all(source)).rejects.toMatchObject({ reason: 'too_large_unpacked' });
  });

  it('is refused when it unpacks to more than its directory says', async () => {
    const bytes = Buffer.from(workbook('<row><c><v>1</v></c></row>'.repeat(5000)));
    // The declared size of the sheet, in the directory at the end of the package.
    const entry = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    bytes.writeUInt32LE(10, entry + 24);
    writeFileSync(path, bytes);
    const source = openXlsx({ path }, await surveyFile({ path }), { packageBytes: 20_000, partBytes: 20_000 });

    await expect(all(source)).rejects.toMatchObject({ reason: 'too_large_unpacked' });
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    [
      'damaged inside',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 60), Buffer.alloc(200, 7), bytes.subarray(260)]),
    ],
  ])('is refused as damaged when it is %s', async (_, damage) => {
    const source = await open(damage(Buffer.from(workbook('<row><c><v>1</v></c></row>'))));

    await expect(all(source)).rejects.toMatchObject({ reason: 'damaged' });
  });
});

describe('packed texts', () => {
  it('come out as they went in, across blocks and beyond the first table', () => {
    const strings = new SharedStrings();
    const texts = Array.from({ length: 9000 }, (_, index) =>
      index % 1000 === 7 ? '测'.repeat(700_000) : `文${index}`,
    ).slice(0, 5000);

    for (const text of texts) strings.add(text);

    expect(texts.every((text, index) => strings.get(index) === text)).toBe(true);
    expect(strings.get(texts.length)).toBe('');
  });
});

describe('a file that is neither', () => {
  it.each([
    ['file_empty', Buffer.alloc(0)],
    ['file_type_unknown', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')],
    ['file_type_unknown', Buffer.from([1, 2, 0, 3])],
  ])('is refused with %s', async (code, content) => {
    writeFileSync(path, content);

    const opened = await openRows({ path });

    expect(opened).toMatchObject({ ok: false, refusal: { code } });
  });

  it('is refused as unreadable where there is none', async () => {
    const opened = await openRows({ path: join(folder, 'nowhere') });

    expect(opened).toMatchObject({ ok: false, refusal: { code: 'file_unreadable', data: { reason: 'ENOENT' } } });
  });
});
