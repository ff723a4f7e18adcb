/** Which cell formats of a workbook are dates: a spreadsheet keeps a date as a number and a format. */
import { readXml } from './read-xml.ts';

/** Number formats that every workbook has without saying so (ECMA-376 18.8.30), the East Asian ones included. */
function isBuiltInDate(formatId: number): boolean {
  return (
    (formatId >= 14 && formatId <= 22) ||
    (formatId >= 27 && formatId <= 36) ||
    (formatId >= 45 && formatId <= 58 && formatId !== 48 && formatId !== 49)
  );
}

/** Letters of days and hours outside quoted words, colours and escaped characters. */
function isDateFormat(code: string): boolean {
  const [positive = ''] = code.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '').split(';');
  return /[ymdhs]/iu.test(positive) && !/general/iu.test(positive);
}

/** For each cell format (`s` of a cell) whether it shows a date or time. */
export function readDateStyles(stylesXml: string): boolean[] {
  const custom = new Map<number, string>();
  const isDate: boolean[] = [];
  let inCellFormats = false;
  const reader = readXml({
    openTag: (name, attributes, decode) => {
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'numFmt') {
        const { numFmtId = '', formatCode = '' } = attributes();
        custom.set(Number(numFmtId), decode(formatCode));
      }
      if (name === 'xf' && inCellFormats) {
        const formatId = Number(attributes()['numFmtId'] ?? 0);
        const code = custom.get(formatId);
        isDate.push(code === undefined ? isBuiltInDate(formatId) : isDateFormat(code));
      }
    },
    closeTag: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  reader.write(stylesXml);
  reader.end();
  return isDate;
}
