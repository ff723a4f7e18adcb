import type { Page } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { DEMO_PASSWORD } from './console.ts';
import { ConsoleFrame } from './console-frame.ts';

/** Name and password; on an empty desk the first administrator instead. In Chinese. */
export class SignInPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async signIn(login: string, password = DEMO_PASSWORD): Promise<ConsoleFrame> {
    await this.enter(login, password);
    return this.#signedIn();
  }

  /** Comes in with the password that was told once, and changes it, as the desk insists. */
  async signInFirst(login: string, given: string, own: string): Promise<ConsoleFrame> {
    const frame = await this.signIn(login, given);
    await this.#page.keyboard.press('Escape');
    const change = this.#page.getByRole('dialog', { name: '修改密码' });
    await expect(change).toContainText('请先设定自己的密码');
    await expect(change.getByRole('button', { name: /取 ?消/ })).toBeHidden();
    await change.getByLabel('当前密码').fill(given);
    await change.getByLabel('新密码').fill(own);
    await this.#page.keyboard.press('Enter');
    await expect(change).toBeHidden();
    return frame;
  }

  /** Only tries: whether the desk lets them in is for the caller to see. */
  async enter(login: string, password: string): Promise<void> {
    await this.#page.getByLabel('登录名').fill(login);
    await this.#page.getByLabel('密码', { exact: true }).fill(password);
    await this.#page.keyboard.press('Enter');
  }

  async createFirstAdmin(admin: { readonly login: string; readonly password: string }): Promise<ConsoleFrame> {
    await this.#page.getByLabel('门店或坐席组名称').fill('测试总部');
    await this.#page.getByLabel('姓名').fill('测试管理员');
    await this.#page.getByLabel('登录名').fill(admin.login);
    await this.#page.getByLabel('密码', { exact: true }).fill(admin.password);
    await this.#page.getByRole('button', { name: '建立并登录' }).click();
    return this.#signedIn();
  }

  async #signedIn(): Promise<ConsoleFrame> {
    const console = new ConsoleFrame(this.#page);
    await expect(console.navigation).toBeVisible();
    return console;
  }
}
