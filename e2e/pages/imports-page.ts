import type { Locator, Page } from '@playwright/test';
import { savedTo } from '../fixtures/downloads.ts';
import { expect } from '../fixtures/desk.ts';
import type { Desk } from '../fixtures/desk.ts';

/** A run starts a thread of its own, which takes a while where others work the machine too. */
const IMPORT_TIMEOUT_MS = 30_000;

/** One line of the report on bad rows, as it reads. */
export interface ReportedProblem {
  /** Of the file, from 1. */
  readonly line: number;
  readonly column: string;
  readonly what: string;
  readonly fix: string;
}

/** From a file of orders to its report. In Chinese. */
export class ImportsPage {
  readonly page: Page;
  /** Says that the mapping of an earlier file with these headers was taken. */
  readonly remembered: Locator;
  /** How it went, in words. */
  readonly outcome: Locator;
  /** The bad rows, each problem in a row of its own. */
  readonly problems: Locator;

  constructor(page: Page) {
    this.page = page;
    this.remembered = page.getByText('表头与上次确认过的一致，已套用上次的对应');
    this.outcome = page.locator('.imp-run').getByRole('status');
    this.problems = page.getByRole('table', { name: '问题行' });
  }

  /** Gives a file to be inspected, and waits for what it was taken for. */
  async choose(path: string): Promise<void> {
    const another = this.page.getByRole('button', { name: '导入另一个文件' });
    if (await another.isVisible()) await another.click();
    await this.page.locator('input[type="file"]').setInputFiles(path);
    await expect(this.#startButton).toBeVisible();
  }

  /** The row of a header in the table of columns. */
  fieldUnder(header: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('cell', { name: header, exact: true }) });
  }

  /** Says by hand what a column is. */
  async takeFor(header: string, field: string): Promise<void> {
    const row = this.fieldUnder(header);
    await row.getByRole('combobox').first().click();
    await this.page.keyboard.type(field);
    await this.page.keyboard.press('Enter');
    await expect(row).toContainText(field);
  }

  async start(): Promise<void> {
    await this.#startButton.click();
    await expect(this.outcome).not.toBeEmpty({ timeout: IMPORT_TIMEOUT_MS });
  }

  /** A count of the run in hand: `新增订单`, `问题行`. */
  async figure(name: string): Promise<number> {
    const value = this.page.locator('.imp-figures div').filter({ hasText: name }).locator('dd');
    return Number((await value.innerText()).replaceAll(',', ''));
  }

  /** The first page of the report. */
  async readProblems(): Promise<readonly ReportedProblem[]> {
    const rows = this.problems.getByRole('row').filter({ has: this.page.getByRole('cell') });
    await expect(rows.first()).toBeVisible();
    const cells = await Promise.all((await rows.all()).map((row) => row.getByRole('cell').allInnerTexts()));
    return cells.map(([line = '', column = '', , what = '', fix = '']) => ({ line: Number(line), column, what, fix }));
  }

  /** Saves the bad rows to `path`. */
  async saveBadRows(desk: Desk, path: string): Promise<void> {
    const saved = savedTo(desk, path);
    await this.page.getByRole('button', { name: '下载问题行' }).click();
    expect(await saved).toBe('completed');
  }

  get #startButton(): Locator {
    return this.page.getByRole('button', { name: /^开始导入/ });
  }
}
