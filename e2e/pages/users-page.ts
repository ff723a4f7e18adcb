import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';

/** The people of the desk, as an administrator keeps them. */
export class UsersPage {
  readonly #page: Page;
  readonly #once: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#once = page.getByRole('status', { name: /只显示这一次$/ });
  }

  row(login: string): Locator {
    return this.#page.getByRole('row').filter({ hasText: login });
  }

  /** The form for somebody new. */
  async openNew(): Promise<Locator> {
    const form = this.#page.getByRole('form', { name: '新增人员' });
    if (!(await form.isVisible())) await this.#page.getByRole('button', { name: '新增人员' }).click();
    await expect(form).toBeVisible();
    return form;
  }

  /** Signs a person up, and answers the password that is shown once. */
  async create(person: {
    readonly name: string;
    readonly login: string;
    readonly branch: string;
    readonly role: string;
  }): Promise<string> {
    const form = await this.openNew();
    await form.getByLabel('姓名').fill(person.name);
    await form.getByRole('combobox', { name: '门店/坐席组' }).click();
    await this.#page.locator('.ant-select-item-option', { hasText: person.branch }).click();
    await form.getByRole('checkbox', { name: new RegExp(`^${person.role}`) }).check();
    await form.getByLabel('登录名').fill(person.login);
    await form.getByRole('button', { name: '新增人员' }).click();
    await expect(this.#once).toBeVisible();
    return this.#once.locator('.users-secret').innerText();
  }

  /** Opens what is known of a person. */
  async edit(name: string): Promise<Locator> {
    await this.#page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    const form = this.#page.getByRole('form', { name: `修改 ${name}` });
    await expect(form).toBeVisible();
    return form;
  }

  /** Makes up a new password for the person in hand, and answers it as it is shown once. */
  async resetPassword(): Promise<string> {
    await this.#page.getByRole('button', { name: /^重置密码/ }).click();
    await expect(this.#once).toBeVisible();
    return this.#once.locator('.users-secret').innerText();
  }

  /** The password has been told: it is not shown again. */
  async told(): Promise<void> {
    await this.#once.getByRole('button', { name: '已告知，不再显示' }).click();
    await expect(this.#once).toBeHidden();
  }
}
