/** Every sort of bad row, as a change to a good one, with the problem that the report must name. */
import type { OrderKind } from '../../../domain/orders/order.ts';
import type { RowProblemCode } from '../../../domain/orders/import/problems.ts';
import { COLUMN } from './fixture-rows.ts';

export interface Fault {
  readonly code: RowProblemCode;
  /** Header of the cell that is at fault, empty for the row. */
  readonly header: string;
  readonly spoil: (cells: string[]) => void;
}

function cell(kind: OrderKind, code: RowProblemCode, header: string, spoiled: string): Fault {
  const index = COLUMN[kind](header);
  return { code, header, spoil: (cells) => void (cells[index] = spoiled) };
}

const application = (code: RowProblemCode, header: string, spoiled: string): Fault =>
  cell('terminal_application', code, header, spoiled);
const acquiring = (code: RowProblemCode, header: string, spoiled: string): Fault =>
  cell('acquiring_txn', code, header, spoiled);

export const FAULTS: Readonly<Record<OrderKind, readonly Fault[]>> = {
  terminal_application: [
    application('missing_required', '申请单号', ''),
    application('missing_required', '订单来源', ''),
    application('destroyed_number', '申请单号', '1.58E+14'),
    application('destroyed_number', '身份fen证号', '1.10101E+17'),
    application('cell_error', '机身号', '#N/A'),
    application('wrong_length', '身份fen证号', '11010119900307771'),
    application('wrong_length', '联系电话', '1380013800'),
    application('wrong_characters', '机身号', '测试机身'),
    application('bad_checksum', '身份fen证号', '110101199003077716'),
    application('bad_checksum', '统一社会信用代码', '91350100M000100Y44'),
    application('bad_region', '身份fen证号', '990101199003077715'),
    application('bad_birth_date', '身份fen证号', '110101199013077715'),
    application('not_a_mobile', '联系电话', '4008001234'),
    application('unknown_date_shape', '申请时间', '上周三'),
    application('impossible_date', '申请时间', '2026-02-30 10:00:00'),
    application('ambiguous_date', '申请时间', '05/06/2026'),
    application('date_out_of_range', '申请时间', '1899-01-01'),
    application('date_in_future', '申请时间', '2098-01-01'),
    application('unknown_word', '订单状态', '大概好了'),
    application('bad_amount', '押金', '面议'),
    application('negative_amount', '押金', '-299.00'),
    application('amount_too_precise', '押金', '299.001'),
    application('amount_too_large', '押金', '99999999999.00'),
    application('unit_conflict', '押金', '29900分'),
    application('bad_rate', '费率', '面谈'),
    application('too_long', '商户名称', '测试'.repeat(200)),
    application('dates_out_of_order', '签收时间', '2025-01-01 08:00:00'),
    { code: 'too_many_cells', header: '', spoil: (cells) => void cells.push('多出的一格') },
    {
      code: 'no_party',
      header: '',
      spoil: (cells) => {
        for (const header of ['姓名', '联系电话', '身份fen证号', '商户名称', '统一社会信用代码', '商户号']) {
          cells[COLUMN.terminal_application(header)] = '';
        }
      },
    },
  ],
  acquiring_txn: [
    acquiring('missing_required', '交易金额', ''),
    acquiring('destroyed_number', '订单编号', '2.02611E+17'),
    acquiring('destroyed_number', '卡号', '6.2220E+18'),
    acquiring('cell_error', '交易金额', '#REF!'),
    acquiring('wrong_length', '检索参考号', '12345678901'),
    acquiring('wrong_length', '终端号', '1000001'),
    acquiring('wrong_characters', '凭证号', '12A456'),
    acquiring('bad_checksum', '卡号', '6222021234567890'),
    acquiring('impossible_date', '交易时间', '20260231250000'),
    acquiring('unknown_word', '支付方式', '贝壳'),
    acquiring('negative_amount', '交易金额', '-1.00'),
    acquiring('refunded_exceeds_amount', '已退金额', '99999.00'),
    acquiring('not_a_sale', '交易类型', '消费撤销'),
    acquiring('unit_conflict', '交易金额', '12900分'),
  ],
};
