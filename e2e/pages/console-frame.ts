import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';

export type Language = 'zh' | 'en';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' };
const SIGN_OUT = /退出登录|Sign out/;
/** More than the person's menu has. */
const MOST_ENTRIES = 15;

/** What every screen shares once somebody is signed in: the left column, the search box and the person's menu. In either language. */
export class ConsoleFrame {
  readonly page: Page;
  readonly navigation: Locator;
  readonly work: Locator;

  constructor(page: Page) {
    this.page = page;
    this.navigation = page.locator('nav.sidenav');
    this.work = page.getByRole('main');
  }

  /** The heading that a screen names itself with. */
  heading(name: string | RegExp): Locator {
    return this.work.getByRole('heading', { level: 1, name });
  }

  async open(name: string | RegExp): Promise<void> {
    await this.navigation.getByRole('link', { name }).click();
  }

  /** Opens the screen of a link in the left column, waits until it has read its data, and answers its name. */
  async follow(link: Locator): Promise<string> {
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    const heading = this.work.getByRole('heading').first();
    await expect(heading).toBeVisible();
    await expect(this.work.locator('.ant-skeleton, [aria-busy="true"], .ant-spin-spinning')).toHaveCount(0);
    return heading.innerText();
  }

  async switchLanguage(language: Language): Promise<void> {
    if ((await this.page.locator('html').getAttribute('lang'))?.startsWith(language) === true) return;
    await this.choose(LANGUAGE_NAMES[language]);
    await this.page.locator(`html[lang^="${language}"]`).waitFor();
  }

  /** Opens the person's menu and goes down to an entry of it, without a mouse. */
  async chooseByKeyboard(name: string): Promise<void> {
    const { page } = this;
    const item = page.getByRole('menuitem', { name, exact: true });
    const focused = (): Promise<string | null> =>
      page.evaluate(() => {
        const at = document.activeElement;
        return at?.getAttribute('role') === 'menuitem' ? at.textContent : null;
      });
    await this.#menuButton.focus();
    await page.keyboard.press('Enter');
    // The menu moves the focus a frame after the key: one step at a time, or the next one goes past the entry.
    await expect.poll(focused).not.toBeNull();
    for (let steps = 0; steps < MOST_ENTRIES && (await focused()) !== name; steps += 1) {
      const before = await focused();
      await page.keyboard.press('ArrowDown');
      await expect.poll(focused).not.toBe(before);
    }
    await expect(item).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(item).toBeHidden();
  }

  async signOut(): Promise<void> {
    await this.choose(SIGN_OUT);
    await this.page.locator('.signin form').waitFor();
  }

  /** Chooses from the person's menu. */
  async choose(name: string | RegExp): Promise<void> {
    await this.#menuButton.click();
    await this.page.getByRole('menuitem', { name }).click();
    await this.page.getByRole('menuitem', { name }).waitFor({ state: 'hidden' });
  }

  get #menuButton(): Locator {
    return this.page.getByRole('banner').getByRole('button').last();
  }
}
