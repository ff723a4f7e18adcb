import type { Refusal } from '../../domain/kernel/refusal.ts';
import { refusalLines } from '../hosting/start-words.ts';
import type { Language } from './command.ts';

type Values = Readonly<Record<string, string | number>>;

const SENTENCES = {
  taken_for: {
    zh: '{{file}}：{{kind}}，{{encoding}}，表头在第 {{line}} 行{{remembered}}',
    en: '{{file}}: {{kind}}, {{encoding}}, header on line {{line}}{{remembered}}',
  },
  remembered: { zh: '，沿用上次确认的列对应', en: ', columns as confirmed before' },
  column: {
    zh: '  {{letter}} {{header}} → {{field}}{{unit}}（{{confidence}}） {{samples}}',
    en: '  {{letter}} {{header}} -> {{field}}{{unit}} ({{confidence}}) {{samples}}',
  },
  left_out: { zh: '不导入', en: 'left out' },
  unit_yuan: { zh: '，元', en: ', yuan' },
  unit_fen: { zh: '，分', en: ', fen' },
  unit_unknown: { zh: '，单位不明', en: ', unit unknown' },
  confidence_sure: { zh: '确定', en: 'sure' },
  confidence_likely: { zh: '可能', en: 'likely' },
  confidence_remembered: { zh: '已确认过', en: 'confirmed before' },
  confidence_none: { zh: '无', en: 'none' },
  confidence_given: { zh: '由对应文件指定', en: 'from the mapping file' },
  confirm: { zh: '按以上对应导入？', en: 'Import with these columns?' },
  needs_yes: {
    zh: '没有导入任何内容。核对上面的列对应后，加 --yes 再执行；要更正，用 --mapping 指定对应文件。',
    en: 'Nothing was imported. Check the columns above and run again with --yes; correct them with a file given as --mapping.',
  },
  resuming: {
    zh: '从上次中断处（第 {{records}} 条）继续。',
    en: 'Going on where it was interrupted (record {{records}}).',
  },
  progress: {
    zh: '{{percent}}%  读取 {{rowsRead}}，有问题 {{bad}}',
    en: '{{percent}}%  read {{rowsRead}}, bad {{bad}}',
  },
  result: {
    zh: '读取 {{rowsRead}} 行：新订单 {{imported}}，更新为新观察 {{observed}}，未变化 {{unchanged}}，有问题 {{bad}}。{{seconds}} 秒，每秒 {{rate}} 行。',
    en: '{{rowsRead}} rows read: {{imported}} new, {{observed}} observed anew, {{unchanged}} unchanged, {{bad}} bad. {{seconds}} s, {{rate}} rows per second.',
  },
  cancelled: { zh: '已取消；再次执行同一命令会从这里继续。', en: 'Cancelled; the same command goes on from here.' },
  problem: {
    zh: '第 {{line}} 行 {{column}} {{value}}：{{what}}；{{fix}}',
    en: 'line {{line}} {{column}} {{value}}: {{what}}; {{fix}}',
  },
  more_problems: {
    zh: '……还有 {{count}} 项，用 --bad-rows 导出全部。',
    en: '… and {{count}} more; --bad-rows writes them all.',
  },
  bad_rows_written: {
    zh: '有问题的 {{count}} 行已写入 {{path}}，改正后可直接导入。',
    en: 'The {{count}} bad rows are in {{path}}; corrected, that file can be imported.',
  },
  kind_terminal_application: { zh: 'POS 机申请订单', en: 'terminal applications' },
  kind_acquiring_txn: { zh: 'POS 收单订单', en: 'acquiring orders' },
  usage: { zh: '用法：npm run desk -- import {{usage}}', en: 'Usage: npm run desk -- import {{usage}}' },
  mapping_unreadable: {
    zh: '读不懂对应文件 {{path}}：{{reason}}',
    en: 'The mapping file {{path}} makes no sense: {{reason}}',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type SentenceKey = keyof typeof SENTENCES;

export function say(language: Language, key: SentenceKey, values: Values = {}): string {
  return SENTENCES[key][language].replace(/\{\{(?<name>\w+)\}\}/gu, (_, name: string) => String(values[name] ?? ''));
}

const REFUSALS: Partial<Record<Refusal['code'], Readonly<Record<Language, string>>>> = {
  file_unreadable: {
    zh: '文件读不了（{{reason}}）。确认路径和权限，或重新导出。',
    en: 'The file cannot be read ({{reason}}). Check its path and permissions, or export it again.',
  },
  file_empty: { zh: '文件是空的。重新导出。', en: 'The file is empty. Export it again.' },
  file_type_unknown: {
    zh: '不是 CSV 或 XLSX 文件，或有密码保护。去掉密码，另存为 XLSX 或 CSV。',
    en: 'Neither CSV nor XLSX, or behind a password. Take the password off and save it as XLSX or CSV.',
  },
  header_not_found: {
    zh: '找不到表头。用 --kind 说明是哪类订单，或用 --mapping 指定表头行。',
    en: 'No header was found. Say which orders these are with --kind, or give the header line with --mapping.',
  },
  mapping_incomplete: {
    zh: '缺少必需的列：{{missing}}。用 --mapping 指定。',
    en: 'Required columns are missing: {{missing}}. Give them with --mapping.',
  },
  invalid_input: {
    zh: '对应文件中的字段“{{field}}”不存在或重复。',
    en: 'The mapping names the field "{{field}}" twice or there is none such.',
  },
  policy_pack_invalid: {
    zh: '政策包有误，没有装载。共 {{count}} 处，请按所列位置修正后再装载：{{problems}}',
    en: 'The policy pack is faulty and was not installed. Correct it and install it again; {{count}} problem(s), at: {{problems}}',
  },
  policy_pack_version_taken: {
    zh: '{{packId}} 第 {{version}} 版已装载，版本不可替换。改动后请用更高的版本号。',
    en: 'Version {{version}} of {{packId}} is installed and is never replaced. Give what you changed a higher version.',
  },
  calendar_invalid: {
    zh: '放假安排有误，没有导入。共 {{count}} 处，请按所列位置修正后再导入：{{problems}}',
    en: 'The calendar is faulty and was not imported. Correct it and import it again; {{count}} problem(s), at: {{problems}}',
  },
  database_locked: { zh: '数据文件正忙，稍后再试。', en: 'The data files are busy. Try again in a while.' },
  disk_full: {
    zh: '磁盘已满。清理后再执行同一命令，会从中断处继续。',
    en: 'The disk is full. Make room and run the same command: it goes on where it stopped.',
  },
};

/** A refusal in words for the terminal. */
export function sayRefusal(language: Language, refusal: Refusal): string {
  const words = REFUSALS[refusal.code]?.[language];
  if (words === undefined) return refusalLines(refusal)[language === 'zh' ? 0 : 1];
  return words.replace(/\{\{(?<name>\w+)\}\}/gu, (_, name: string) => {
    const value = refusal.data[name];
    return Array.isArray(value) ? value.join(', ') : String(value ?? '');
  });
}
