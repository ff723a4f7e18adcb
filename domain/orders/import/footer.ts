import { foldWidth } from '../../text/normalise.ts';
import { comparable } from './words.ts';

const TOTAL =
  /^(?:[#\-*\s]*)(?:本页|当页|全部)?(?:合计|总计|小计|共计|汇总|累计|total|subtotal|grandtotal|sum)(?![\p{L}\p{N}]*[a-z]{4})/iu;
const CLOSING =
  /^(?:[#\-*=\s]*)(?:制表|导出|打印|下载|生成|统计|审核人|制单|备注[::]|说明[::]|注[::]|以上|共\s*\d+\s*[条笔行]|总?笔数|总?金额[::]|end\b|exported|generated|printed|note:|remarks?:|page\b|第\s*\d+\s*页|查询时间|报表|[-=*#_—]{3,})/iu;

/**
 * Whether a record closes a file or a page instead of being an order: totals, who exported it and when, a rule of dashes, or
 * the header once more.
 * @param orderNo the cell in which an order has its number
 */
export function isFooter(cells: readonly string[], orderNo: string, header: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const first = foldWidth(filled[0] ?? '').trim();
  const number = foldWidth(orderNo).trim();
  if (/^[`'"\s]*[\dA-Z][\dA-Z_-]{5,}[`'"\s]*$/iu.test(number)) return false;
  if (TOTAL.test(first) || TOTAL.test(number)) return true;
  if (filled.length <= 3 && CLOSING.test(first)) return true;
  return repeatsHeader(cells, header);
}

function repeatsHeader(cells: readonly string[], header: readonly string[]): boolean {
  const named = header.filter((name) => name.trim() !== '');
  return named.length > 1 && header.every((name, index) => comparable(name) === comparable(cells[index] ?? ''));
}
