import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';

/** The log of who did what, read only. */
export class AuditPage {
  readonly #page: Page;
  readonly newest: Locator;
  /** What the check of the chains said. */
  readonly verdict: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.newest = page.getByRole('table', { name: '审计记录' }).getByRole('row').nth(1);
    this.verdict = page.locator('.audit-check').getByRole('status');
  }

  async onlyAct(name: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: '按行为筛选' }).click();
    await this.#page.keyboard.type(name);
    await this.#page.keyboard.press('Enter');
    await expect(this.newest).toContainText(name);
  }

  async verify(): Promise<void> {
    await this.#page.getByRole('button', { name: '核验哈希链' }).click();
    await expect(this.verdict).not.toBeEmpty();
  }
}
