import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeImportFixture } from '../import/testing/import-fixture.ts';
import { EXIT, languageOf, type CliIo, type ExitCode, type Language } from './command.ts';
import { runCli } from './run-cli.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-cli-'));
  file = join(folder, '导出.csv');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

async function run(
  args: readonly string[],
  {
    language = 'zh',
    confirm = null,
    signal = new AbortController().signal,
  }: { language?: Language; confirm?: CliIo['confirm']; signal?: AbortSignal } = {},
): Promise<Ran> {
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await runCli(args, {
    language,
    env: {},
    out: (line) => lines.out.push(line),
    err: (line) => lines.err.push(line),
    confirm,
    signal,
  });
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

const importing = (...more: string[]): string[] => ['import', file, '--data-dir', join(folder, 'data'), ...more];

describe('npm run desk -- import', () => {
  it('shows the columns and imports nothing until somebody agrees', async () => {
    await writeImportFixture({
      path: file,
      kind: 'terminal_application',
      format: 'gb18030',
      rows: 20,
      badRows: 0,
      seed: 1,
    });

    const unasked = await run(importing());
    const declined = await run(importing(), { confirm: () => Promise.resolve(false) });
    const agreed = await run(importing(), { confirm: () => Promise.resolve(true) });

    expect(unasked.code).toBe(EXIT.refused);
    expect(unasked.out).toContain('G 联系电话 → 手机号 (mobile)（确定） 199****0000');
    expect(unasked.err).toContain('--yes');
    expect(declined.code).toBe(EXIT.refused);
    expect(agreed.code).toBe(EXIT.ok);
    expect(agreed.out).toContain('读取 20 行：新订单 20');
  });

  it('reports each bad row in words, exports them, and says so in its exit code', async () => {
    await writeImportFixture({
      path: file,
      kind: 'terminal_application',
      format: 'utf-8',
      rows: 90,
      badRows: 9,
      seed: 1,
    });
    const bad = join(folder, 'bad.csv');

    const { code, out } = await run(importing('--yes', '--bad-rows', bad), { language: 'en' });

    expect(code).toBe(EXIT.withBadRows);
    expect(out).toContain('90 rows read: 81 new, 0 observed anew, 0 unchanged, 9 bad.');
    expect(out).toContain('Excel turned a long number into scientific notation');
    expect(readFileSync(bad, 'utf8').trim().split('\r\n')).toHaveLength(10);
  });

  it('takes corrections of the columns from a file, and remembers them', async () => {
    writeFileSync(file, '编号,时间点,交易金额,交易状态,支付方式,商户名称\nT0001,2026-01-02,1200,成功,现金,测试店\n');
    const mapping = join(folder, 'mapping.json');
    writeFileSync(
      mapping,
      JSON.stringify({ columns: { 编号: 'orderNo', 时间点: 'orderedAt', 交易金额: { field: 'amount', unit: 'fen' } } }),
    );

    const guessed = await run(importing('--yes'));
    const corrected = await run(importing('--yes', '--mapping', mapping));
    const remembered = await run(importing('--yes'));

    expect(guessed).toMatchObject({ code: EXIT.refused });
    expect(guessed.err).toContain('orderNo, orderedAt');
    expect(corrected).toMatchObject({ code: EXIT.ok });
    expect(remembered.out).toContain('沿用上次确认的列对应');
    expect(remembered.out).toContain('未变化 1');
  });

  it('goes on where it was cancelled', async () => {
    await writeImportFixture({ path: file, kind: 'acquiring_txn', format: 'utf-8', rows: 30, badRows: 0, seed: 1 });
    const cancelled = await run(importing('--yes'), { signal: AbortSignal.abort() });

    const again = await run(importing('--yes'));

    expect(cancelled.code).toBe(EXIT.cancelled);
    expect(again).toMatchObject({ code: EXIT.ok });
    expect(again.err).toContain('继续');
    expect(again.out).toContain('读取 30 行：新订单 30');
  });

  it.each([
    [['import'], EXIT.usage],
    [['import', 'a', 'b'], EXIT.usage],
    [['import', 'a', '--kind', 'pizza'], EXIT.usage],
    [['import', 'a', '--nonsense'], EXIT.usage],
    [['nonsense'], EXIT.usage],
    [['help'], EXIT.ok],
    [[], EXIT.ok],
  ] as const)('answers %j with %i and how it is used', async (args, code) => {
    const ran = await run(args);

    expect(ran.code).toBe(code);
    expect(ran.out + ran.err).toContain('import FILE');
  });

  it('says in words why a file or a mapping file cannot be read', async () => {
    const missing = await run(importing('--yes'));
    writeFileSync(file, 'x');
    writeFileSync(join(folder, 'm.json'), '{"columns": 7}');
    const mapping = await run(importing('--mapping', join(folder, 'm.json')), { language: 'en' });

    expect(missing).toMatchObject({ code: EXIT.refused, err: '文件读不了（ENOENT）。确认路径和权限，或重新导出。' });
    expect(mapping.code).toBe(EXIT.usage);
    expect(mapping.err).toContain('makes no sense');
  });
});

describe('the language of the terminal', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LC_ALL: 'en_GB', LANG: 'zh_CN' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{}, 'zh'],
  ])('of %j is %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });
});
