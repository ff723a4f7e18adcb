import type { Locator, Page } from '@playwright/test';

/** The policy in force, and for an administrator the way to install another. */
export class PolicyPage {
  readonly #install: Locator;
  /** Which pack is in force, in the line above the lists. */
  readonly version: Locator;
  readonly change: Locator;
  readonly confirm: Locator;
  readonly done: Locator;
  readonly refusal: Locator;

  constructor(page: Page) {
    this.#install = page.getByRole('region', { name: '装载政策包' });
    this.version = page.getByRole('main').locator('header');
    this.change = this.#install.getByRole('group', { name: '装载后的变化' });
    this.confirm = this.#install.getByRole('button', { name: '确认装载' });
    this.done = this.#install.getByRole('status');
    this.refusal = this.#install.getByRole('alert');
  }

  get mayInstall(): Locator {
    return this.#install;
  }

  /** Chooses a file of this content; what it would change is shown, or why it cannot be installed. */
  async choose(pack: object): Promise<void> {
    const file = { name: 'policy.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(pack)) };
    await this.#install.locator('input[type=file]').setInputFiles(file);
  }
}
