import { normaliseText } from '../text/normalise.ts';

/** What people say for a bank, beside the first part of its name. */
const SAID_FOR: Readonly<Record<string, string>> = {
  工: '工商',
  农: '农业',
  中: '中国',
  建: '建设',
  交: '交通',
  招: '招商',
  邮储: '邮政储蓄',
  浦发: '上海浦东发展',
  浦东发展: '上海浦东发展',
};

/** A bank's name in the form in which two are compared: 工行, 工商银行 and 中国工商银行股份有限公司 are the same. */
export function bankNameKey(name: string): string {
  const written = normaliseText(name)
    .replace(/\s/gu, '')
    .toLowerCase()
    .replace(/(?:股份)?有限(?:责任)?公司$/u, '');
  const core = written.replace(/^中国(?!银?行$)/u, '').replace(/银?行$/u, '');
  return SAID_FOR[core] ?? core;
}
