import type { RawRow } from '../../domain/orders/import/raw-row.ts';
import { grown, readXml, type XmlReader } from './read-xml.ts';
import { unescapeControl, type Texts } from './shared-strings.ts';

/** More columns than any export has, and few enough to refuse a cell placed at XFD to fill memory. */
const MOST_COLUMNS = 512;
/** Spreadsheets keep fifteen digits of a number. */
const FIRST_DESTROYED = 1e15;
const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

export interface SheetContext {
  readonly strings: Texts;
  readonly dateStyles: readonly boolean[];
  /** Old Macintosh workbooks count days from 1904. */
  readonly date1904: boolean;
}

/** Turns the XML of a sheet into rows as it arrives. `take` empties what is complete. */
export function sheetReader(context: SheetContext): { readonly reader: XmlReader; take(): RawRow[] } {
  let rows: RawRow[] = [];
  let cells: string[] = [];
  let rowNumber = 0;
  let column = -1;
  let type = '';
  let style = 0;
  let content = '';
  let collecting = false;
  let inPhonetic = false;

  const reader = readXml({
    openTag: (name, attributes, _, selfClosing) => {
      if (name === 'row') {
        const stated = Number(attributes()['r'] ?? Number.NaN);
        rowNumber = Number.isSafeInteger(stated) && stated > rowNumber ? stated : rowNumber + 1;
        cells = [];
        column = -1;
      } else if (name === 'c') {
        const { r, t = 'n', s = '0' } = attributes();
        column = r === undefined ? column + 1 : columnIndex(r);
        type = t;
        style = Number(s);
        content = '';
      } else if (name === 'v' || name === 't') {
        collecting = !selfClosing && !inPhonetic;
      } else if (name === 'rPh') {
        inPhonetic = !selfClosing;
      }
    },
    text: (text) => {
      if (collecting) content = grown(content, text);
    },
    closeTag: (name) => {
      if (name === 'v' || name === 't') {
        collecting = false;
      } else if (name === 'rPh') {
        inPhonetic = false;
      } else if (name === 'c') {
        if (content !== '' && column >= 0 && column < MOST_COLUMNS) {
          while (cells.length < column) cells.push('');
          cells[column] = cellText(type, style, content, context);
        }
      } else if (name === 'row') {
        rows.push({ line: rowNumber, cells });
      }
    },
  });
  return {
    reader,
    take: () => {
      const complete = rows;
      rows = [];
      return complete;
    },
  };
}

function cellText(
  type: string,
  style: number,
  content: string,
  { strings, dateStyles, date1904 }: SheetContext,
): string {
  switch (type) {
    case 's':
      return strings.get(Number(content));
    case 'str':
    case 'inlineStr':
      return unescapeControl(content);
    case 'b':
      return content === '1' ? 'TRUE' : 'FALSE';
    case 'e':
    case 'd':
      return content;
    default:
      return numberText(content, dateStyles[style] === true, date1904);
  }
}

/** A number as the sheet shows it, a date as one, and a number too long for a spreadsheet as what is left of it: `1.58E+17`. */
function numberText(content: string, isDate: boolean, date1904: boolean): string {
  const number = Number(content);
  if (!Number.isFinite(number)) return content;
  if (isDate && number >= 1 && number < 2_958_466) return dateText(number, date1904);
  if (Math.abs(number) >= FIRST_DESTROYED) {
    const [digits = '', exponent = ''] = number.toExponential(2).split('e+');
    return `${digits}E+${exponent}`;
  }
  return String(number);
}

function dateText(serial: number, date1904: boolean): string {
  const seconds = Math.round((serial * DAY_MS) / 1000);
  const text = new Date((date1904 ? EPOCH_1904 : EPOCH_1900) + seconds * 1000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  return Number.isInteger(serial) ? text.slice(0, 10) : text;
}

/** `AB12` is column 27. */
function columnIndex(reference: string): number {
  let index = 0;
  for (const character of reference) {
    const value = character.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    index = index * 26 + value;
  }
  return index - 1;
}
