import { stat } from 'node:fs/promises';
import { writeImportFixture } from '../../desk/import/testing/import-fixture.ts';
import type { FixtureFormat } from '../../desk/import/testing/import-fixture.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import { expect, test } from '../fixtures/desk.ts';
import { ImportsPage } from '../pages/imports-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { UsersPage } from '../pages/users-page.ts';

test.use({ seed: 'empty' });

const ADMIN = { login: 'admin', password: 'first-admin-2026' };
const AGENT = { name: '测试坐席', login: 'agent', branch: '测试总部', role: '坐席' };
const AGENT_PASSWORD = 'agents-own-2026';
/** The first good row of every file, without what guards a number from a spreadsheet. */
const FIRST_ORDER: Readonly<Record<OrderKind, string>> = {
  terminal_application: 'A2026000000000000',
  acquiring_txn: 'T2026000000000000',
};
const FILES: readonly {
  readonly kind: OrderKind;
  readonly format: FixtureFormat;
  readonly file: string;
  readonly badRows: number;
  /** A column that is left out by hand. */
  readonly leftOut: string;
}[] = [
  { kind: 'terminal_application', format: 'gb18030', file: '测试申请订单.csv', badRows: 31, leftOut: '代理商' },
  { kind: 'acquiring_txn', format: 'xlsx', file: '测试收单订单.xlsx', badRows: 16, leftOut: '收单机构' },
];

for (const { kind, format, file, badRows, leftOut } of FILES) {
  test(`a platform's ${format} file of ${kind} is imported on an empty desk, and a second time changes nothing`, async ({
    page,
    desk,
  }, testInfo) => {
    // Given: a file with every sort of bad row, and a desk that nobody has used.
    const rows = badRows * 2;
    const path = testInfo.outputPath(file);
    const expected = await writeImportFixture({ path, kind, format, rows, badRows, seed: 3 });
    const frame = await new SignInPage(page).createFirstAdmin(ADMIN);
    await frame.open('订单导入');
    const imports = new ImportsPage(page);

    // When: one column is corrected by hand, and the file is imported.
    await imports.choose(path);
    await imports.takeFor(leftOut, '不导入');
    await imports.start();

    // Then: every bad row is named by its line, with its column and what would fix it.
    await expect(imports.outcome).toContainText(`${badRows} 行有问题`);
    expect(await imports.figure('新增订单')).toBe(rows - badRows);
    const problems = await imports.readProblems();
    expect(new Set(problems.map(({ line }) => line))).toEqual(new Set(expected.map(({ line }) => line)));
    for (const { line, header } of expected.filter((one) => one.header !== '')) {
      const columns = problems.filter((problem) => problem.line === line).map(({ column }) => column);
      expect(columns.join(), `line ${line}`).toContain(header);
    }
    expect(problems.filter(({ what, fix }) => what === '' || fix === '' || fix === '—')).toEqual([]);

    // And: they can be had as a file of the same shape.
    const saved = testInfo.outputPath('saved-bad-rows');
    await imports.saveBadRows(desk, saved);
    expect((await stat(saved)).size).toBeGreaterThan(0);
    await expect(page.getByText(/已保存为“.*bad-rows\.(csv|xlsx)”/)).toBeVisible();

    // When: the very same file comes again.
    await imports.choose(path);
    await expect(imports.remembered).toBeVisible();
    await expect(imports.fieldUnder(leftOut)).toContainText('不导入');
    await imports.start();

    // Then: nothing has changed.
    await expect(imports.outcome).toContainText('没有任何变化');
    expect(await imports.figure('新增订单')).toBe(0);
    expect(await imports.figure('有更新')).toBe(0);
    expect(await imports.figure('无变化')).toBe(rows - badRows);

    // And: an agent, signed up on this desk, finds an imported order.
    await frame.open('人员');
    const users = new UsersPage(page);
    const given = await users.create(AGENT);
    await users.told();
    await frame.signOut();
    await new SignInPage(page).signInFirst(AGENT.login, given, AGENT_PASSWORD);
    await page.keyboard.press('Control+K');
    await page.keyboard.type(FIRST_ORDER[kind], { delay: 45 });
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(frame.heading(FIRST_ORDER[kind])).toBeVisible();
  });
}
