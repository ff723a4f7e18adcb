/**
 * Writes an order file as a platform would: preamble, header, rows, footer; with a stated list of bad rows spread among the
 * good ones. The same options give the same bytes.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import writeExcelFile from 'write-excel-file/node';
import type { OrderKind } from '../../../domain/orders/order.ts';
import type { RowProblemCode } from '../../../domain/orders/import/problems.ts';
import { FAULTS } from './fixture-faults.ts';
import { fixtureRow, HEADERS } from './fixture-rows.ts';

export type FixtureFormat = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'xlsx';

export interface FixtureOptions {
  readonly path: string;
  readonly kind: OrderKind;
  readonly format: FixtureFormat;
  /** Good and bad ones together, without duplicates. */
  readonly rows: number;
  readonly badRows: number;
  readonly seed: number;
}

export interface ExpectedProblem {
  readonly line: number;
  readonly code: RowProblemCode;
  readonly header: string;
}

const PREAMBLE = [['测试支付平台 订单导出（虚构数据）'], ['导出时间：2026-11-17 10:26:05', '操作员：测试'], []];
const FIRST_LINE = PREAMBLE.length + 2;

/** Answers what a report on the file must name, in the order of the lines. */
export async function writeImportFixture(options: FixtureOptions): Promise<readonly ExpectedProblem[]> {
  const expected: ExpectedProblem[] = [];
  if (options.format === 'xlsx') {
    await writeExcelFile(
      [...records(options, expected)].map((cells) => cells.map((value) => ({ value, type: String }))),
    ).toFile(options.path);
    return expected;
  }
  const encoding = options.format === 'gb18030' ? 'gb18030' : 'utf8';
  const bom = options.format === 'utf-8-bom' ? '\ufeff' : '';
  await pipeline(
    Readable.from(encodedBlocks(records(options, expected), bom, encoding)),
    createWriteStream(options.path),
  );
  return expected;
}

function* encodedBlocks(rows: Iterable<readonly string[]>, bom: string, encoding: string): Generator<Buffer> {
  let block: (readonly string[])[] = [];
  let prefix = bom;
  const flush = (): Buffer => {
    const text =
      prefix +
      stringify(
        block.map((cells) => [...cells]),
        { record_delimiter: 'windows' },
      );
    prefix = '';
    block = [];
    return iconv.encode(text, encoding);
  };
  for (const cells of rows) {
    block.push(cells);
    if (block.length === 500) yield flush();
  }
  yield flush();
}

function* records(
  { kind, rows, badRows, seed }: FixtureOptions,
  expected: ExpectedProblem[],
): Generator<readonly string[]> {
  yield* PREAMBLE;
  yield HEADERS[kind];
  const every = badRows === 0 ? Infinity : Math.floor(rows / badRows);
  const faults = FAULTS[kind];
  let spoiled = 0;
  for (let index = 0; index < rows; index += 1) {
    const line = FIRST_LINE + index;
    const cells = fixtureRow(kind, index, seed);
    if (spoiled < badRows && index % every === every - 1) {
      const turn = spoiled % (faults.length + 2);
      const fault = faults[turn];
      if (fault) {
        fault.spoil(cells);
        expected.push({ line, code: fault.code, header: fault.header });
      } else {
        // The same row, or the same order number, a second time.
        const earlier = fixtureRow(kind, index - 1, seed);
        const same = turn === faults.length;
        expected.push({ line, code: same ? 'duplicate_row' : 'duplicate_order_no', header: '' });
        if (same) cells.splice(0, cells.length, ...earlier);
        else cells[0] = earlier[0] ?? '';
      }
      spoiled += 1;
    }
    yield cells;
  }
  yield ['合计', '', `共 ${rows} 条`];
  yield ['制表人：测试'];
}
