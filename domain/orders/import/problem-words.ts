/** The words of each problem of an import: what is wrong, and what would fix it. `{{…}}` is filled from the problem's data. */
import { formatAmount } from '../../text/amount.ts';
import { fieldsOf } from './fields.ts';
import type { ProblemData, RowProblem, RowProblemCode } from './problems.ts';

export type ReportLanguage = 'zh' | 'en';
interface Words {
  readonly what: string;
  readonly fix: string;
}

export const PROBLEM_WORDS: Readonly<Record<RowProblemCode, Readonly<Record<ReportLanguage, Words>>>> = {
  missing_required: {
    zh: { what: '必填项为空', fix: '在源文件补上这一格' },
    en: { what: 'a required value is missing', fix: 'fill this cell in the source file' },
  },
  no_party: {
    zh: { what: '这一行没有姓名、手机号、证件号、商户号或商户名称，无法知道订单属于谁', fix: '至少补上其中一项' },
    en: {
      what: 'no name, mobile, ID, merchant no. or merchant name says whose order this is',
      fix: 'fill in at least one of them',
    },
  },
  destroyed_number: {
    zh: {
      what: '长数字被 Excel 改成了科学计数法，后面的数字已经丢失',
      fix: '从平台重新导出，把这一列设为文本，不要用 Excel 打开后另存',
    },
    en: {
      what: 'Excel turned a long number into scientific notation; its last digits are lost',
      fix: 'export again with this column as text, and do not save it from Excel',
    },
  },
  rounded_number: {
    zh: {
      what: '第 15 位以后全是 0，可能是 Excel 抹掉了后面的数字（已导入，请核对）',
      fix: '与平台核对；若不符，把这一列设为文本重新导出',
    },
    en: {
      what: 'only zeros after the 15th digit: Excel may have lost the rest (imported, please compare)',
      fix: 'compare with the platform; if it differs, export again with this column as text',
    },
  },
  cell_error: {
    zh: { what: '单元格里是表格的错误值或 #### ', fix: '在源文件修正公式或重新导出' },
    en: {
      what: 'the cell holds a spreadsheet error or ####',
      fix: 'correct the formula in the source file or export again',
    },
  },
  wrong_length: {
    zh: { what: '位数不对{{expectedZh}}', fix: '核对是否少了开头的 0 或漏了数字' },
    en: { what: 'wrong length{{expectedEn}}', fix: 'check for lost leading zeros or missing digits' },
  },
  wrong_characters: {
    zh: { what: '含有这一项不允许的字符', fix: '核对原始记录后改正' },
    en: { what: 'holds characters this field cannot have', fix: 'correct it from the original record' },
  },
  bad_checksum: {
    zh: { what: '校验位不符，号码有误', fix: '对照证件或原始记录逐位核对' },
    en: {
      what: 'the check digit does not match: the number is mistyped',
      fix: 'compare digit by digit with the document or the original record',
    },
  },
  bad_region: {
    zh: { what: '身份证号的地区码不存在', fix: '对照证件核对前六位' },
    en: { what: 'the region code of the ID does not exist', fix: 'compare the first six digits with the document' },
  },
  bad_birth_date: {
    zh: { what: '身份证号中的出生日期不存在', fix: '对照证件核对第 7 至 14 位' },
    en: { what: 'the birth date in the ID does not exist', fix: 'compare digits 7 to 14 with the document' },
  },
  not_a_mobile: {
    zh: { what: '不是大陆手机号（可能是座机或服务号码）', fix: '填 11 位手机号，没有就留空' },
    en: {
      what: 'not a mainland mobile (perhaps a landline or a service number)',
      fix: 'give an 11-digit mobile or leave the cell empty',
    },
  },
  unknown_date_shape: {
    zh: { what: '认不出的日期写法', fix: '写成 2026-11-17 10:26:05' },
    en: { what: 'not a date in any known shape', fix: 'write it as 2026-11-17 10:26:05' },
  },
  impossible_date: {
    zh: { what: '日期或时间不存在', fix: '核对年月日和时分秒' },
    en: { what: 'no such day or time exists', fix: 'check year, month, day and time' },
  },
  ambiguous_date: {
    zh: { what: '日期有两种读法，不能猜', fix: '写成四位年份在前：2026-11-17' },
    en: { what: 'the date can be read in two ways', fix: 'write the four-digit year first: 2026-11-17' },
  },
  date_out_of_range: {
    zh: { what: '年份不在 2000 至 2099 之间', fix: '核对年份' },
    en: { what: 'the year is not between 2000 and 2099', fix: 'check the year' },
  },
  date_in_future: {
    zh: { what: '时间在将来', fix: '核对日期，或本机时钟是否正确' },
    en: { what: 'the time lies in the future', fix: "check the date, or this machine's clock" },
  },
  unknown_word: {
    zh: { what: '不认识的写法', fix: '改用：{{examples}} 等' },
    en: { what: 'not a word this field knows', fix: 'use one of: {{examples}} …' },
  },
  bad_amount: {
    zh: { what: '认不出的金额', fix: '写成 1299.00，不带其他文字' },
    en: { what: 'not an amount', fix: 'write it as 1299.00 without other words' },
  },
  negative_amount: {
    zh: { what: '金额为负', fix: '退款写在“已退金额”里，金额写正数' },
    en: { what: 'the amount is negative', fix: 'state refunds as refunded amount and give a positive amount' },
  },
  amount_too_precise: {
    zh: { what: '金额的小数位太多', fix: '元最多两位小数，分没有小数；核对这一列的单位' },
    en: { what: 'too many decimals', fix: 'yuan have two decimals at most, fen none; check the unit of the column' },
  },
  amount_too_large: {
    zh: { what: '金额太大', fix: '核对单位是元还是分' },
    en: { what: 'the amount is too large', fix: 'check whether the unit is yuan or fen' },
  },
  ambiguous_unit: {
    zh: { what: '看不出金额单位是元还是分', fix: '在列对应里为这一列选定单位' },
    en: { what: 'nothing says whether this is yuan or fen', fix: 'choose the unit of this column in the mapping' },
  },
  unit_conflict: {
    zh: { what: '这一格的单位与这一列的单位不一致', fix: '统一成一种单位，或改正列的单位' },
    en: {
      what: 'the unit of this cell is not that of its column',
      fix: 'use one unit, or correct the unit of the column',
    },
  },
  bad_number: {
    zh: { what: '不是整数', fix: '填不带文字的整数' },
    en: { what: 'not a whole number', fix: 'give a whole number without words' },
  },
  bad_rate: {
    zh: { what: '认不出的费率', fix: '写成 0.6% ' },
    en: { what: 'not a rate', fix: 'write it as 0.6%' },
  },
  too_long: {
    zh: { what: '内容有 {{length}} 字，最多 {{max}} 字', fix: '核对是否错列或少了引号；确实太长则缩短' },
    en: {
      what: '{{length}} characters, {{max}} at most',
      fix: 'check for a shifted column or a missing quotation mark, or shorten it',
    },
  },
  too_many_cells: {
    zh: { what: '比表头多出 {{extra}} 格，这一行可能错列', fix: '含逗号的内容要加引号' },
    en: {
      what: '{{extra}} cells more than the header: the row may have shifted',
      fix: 'put values that hold commas in quotation marks',
    },
  },
  dates_out_of_order: {
    zh: { what: '“{{fieldZh}}”早于“{{afterZh}}”', fix: '核对两个时间' },
    en: { what: '"{{fieldEn}}" lies before "{{afterEn}}"', fix: 'check both times' },
  },
  refunded_exceeds_amount: {
    zh: { what: '已退 {{refunded}} 多于金额 {{amount}}', fix: '核对两个金额及单位' },
    en: { what: 'refunded {{refunded}} is more than the amount {{amount}}', fix: 'check both amounts and their units' },
  },
  total_mismatch: {
    zh: { what: '订单金额 {{total}} 与各项之和 {{sum}} 不符', fix: '核对各项金额及单位' },
    en: { what: 'order amount {{total}} is not the sum of its parts {{sum}}', fix: 'check the parts and their units' },
  },
  not_a_sale: {
    zh: { what: '这是撤销、退货或预授权流水，不是订单', fix: '从文件中去掉；原订单的状态会说明它' },
    en: {
      what: 'a void, refund or pre-authorisation record, not an order',
      fix: 'leave it out; the state of the original order says it',
    },
  },
  duplicate_row: {
    zh: { what: '与第 {{firstLine}} 行完全相同，已导入一次', fix: '删去重复的一行' },
    en: { what: 'the same as line {{firstLine}}, which was taken', fix: 'delete one of the two' },
  },
  duplicate_order_no: {
    zh: {
      what: '订单号与第 {{firstLine}} 行相同但内容不同，只导入了第一行',
      fix: '确认哪一行正确；一单多台机具时把序列号写在同一格，用分号隔开',
    },
    en: {
      what: 'the order no. of line {{firstLine}} with other content; only the first was taken',
      fix: 'keep the right one; several terminals of one order go into one cell, separated by semicolons',
    },
  },
  file_breaks_off: {
    zh: {
      what: '文件从这里起读不下去（{{reasonZh}}），之前的行已导入',
      fix: '修正这一行或重新导出后再导入一次，已导入的不会重复',
    },
    en: {
      what: 'the file cannot be read on from here ({{reasonEn}}); the rows before were imported',
      fix: 'correct this line or export again and import once more: nothing is taken twice',
    },
  },
  other_kind_on_file: {
    zh: { what: '这个订单号已作为另一类订单存在', fix: '核对文件类型（申请单或交易单）' },
    en: {
      what: 'this order no. is already on file as the other kind of order',
      fix: 'check the kind of the file (applications or transactions)',
    },
  },
};

/** Why a file could not be read on. */
const BREAKS: Readonly<Record<string, Readonly<Record<ReportLanguage, string>>>> = {
  damaged: { zh: '文件损坏', en: 'damaged' },
  too_large_unpacked: { zh: '解压后过大', en: 'too large when unpacked' },
  no_sheet: { zh: '没有可见的工作表', en: 'no visible sheet' },
  record_too_long: {
    zh: '有一格或一行过长，多半是引号没有配对',
    en: 'a cell or line is far too long; most often a quotation mark is never closed',
  },
  quote_not_closed: { zh: '引号没有配对', en: 'a quotation mark is never closed' },
  changed_since: { zh: '文件在导入期间被改动', en: 'the file was changed since the import began' },
};

/** What is wrong and what would fix it, as one sentence each, filled in. */
export function describeProblem(
  { code, data }: Pick<RowProblem, 'code' | 'data'>,
  language: ReportLanguage,
): { readonly what: string; readonly fix: string } {
  const words = PROBLEM_WORDS[code][language];
  const values = sentenceValues(data);
  return { what: fill(words.what, values), fix: fill(words.fix, values) };
}

function sentenceValues(data: ProblemData): Record<string, string> {
  const values: Record<string, string> = { expectedZh: '', expectedEn: '' };
  for (const [key, value] of Object.entries(data)) {
    values[key] = String(value);
    if (key.endsWith('Fen')) values[key.slice(0, -3)] = formatAmount(Number(value));
    if (key === 'field' || key === 'after') {
      const label = labelOf(String(value));
      values[`${key}Zh`] = label.zh;
      values[`${key}En`] = label.en;
    }
    if (key === 'reason') {
      const reason = BREAKS[String(value)];
      values['reasonZh'] = reason?.zh ?? String(value);
      values['reasonEn'] = reason?.en ?? String(value);
    }
    if (key === 'expected') {
      values['expectedZh'] = `，应为 ${value} 位`;
      values['expectedEn'] = `, ${value} expected`;
    }
  }
  return values;
}

function labelOf(field: string): { readonly zh: string; readonly en: string } {
  const definition = fieldsOf('terminal_application').get(field) ?? fieldsOf('acquiring_txn').get(field);
  return definition?.label ?? { zh: field, en: field };
}

function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{\{(?<name>\w+)\}\}/gu, (_, name: string) => values[name] ?? '');
}
