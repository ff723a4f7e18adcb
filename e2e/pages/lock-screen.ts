import type { Locator, Page } from '@playwright/test';

/** What covers the work while it is locked. */
export class LockScreen {
  readonly #page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: '已锁屏' });
  }

  async enter(password: string): Promise<void> {
    await this.dialog.getByLabel('密码', { exact: true }).fill(password);
    await this.#page.keyboard.press('Enter');
  }
}
