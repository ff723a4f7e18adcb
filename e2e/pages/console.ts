import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { CallbacksPage } from './callbacks-page.ts';
import { CaseQueuePage } from './case-queue-page.ts';
import { FileStep } from './file-step.ts';
import type { Hands } from './hands.ts';
import { LocksPage } from './locks-page.ts';
import { NoteBox } from './note-box.ts';
import { TaskQueuePage } from './task-queue-page.ts';
import { VerifyStep } from './verify-step.ts';

/** The one password of everybody in the demonstration, as the page of sign-in shows it. */
export const DEMO_PASSWORD = 'demo-desk-2026';

/** Signs somebody of the demonstration in, by name and password. */
export async function signIn(hands: Hands, login: string): Promise<Console> {
  const { page, keys } = hands;
  await expect(page.getByLabel('登录名')).toBeFocused();
  await keys.type(login);
  await keys.press('Tab');
  await keys.type(DEMO_PASSWORD);
  await keys.press('Enter');
  const console = new Console(hands);
  await expect(console.myWork).toBeVisible();
  return console;
}

/** The window of somebody who is signed in: what is around the work. */
export class Console {
  readonly #hands: Hands;
  readonly myWork: Locator;

  constructor(hands: Hands) {
    this.#hands = hands;
    this.myWork = hands.page.getByRole('navigation', { name: '我的工作' });
  }

  /** Goes back to the contact in progress, by its chip at the top. */
  async takeUpContact(): Promise<VerifyStep> {
    await this.#hands.page
      .getByRole('banner')
      .getByRole('link', { name: /来电|到店/ })
      .click();
    return this.#verifying();
  }

  /** Alt+4, in a contact. */
  async openFileStep(): Promise<FileStep> {
    await this.#hands.keys.press('Alt+4');
    return FileStep.opened(this.#hands);
  }

  /** F2: a call from a number, or from one that is not shown. */
  async newCall(number: string | null): Promise<VerifyStep> {
    const { page, keys } = this.#hands;
    await keys.press('F2');
    await expect(page.getByLabel('对方号码')).toBeFocused();
    if (number !== null) await keys.type(number);
    await keys.press('Enter');
    return this.#verifying();
  }

  /** F3: somebody has come into the store. */
  async walkIn(): Promise<VerifyStep> {
    const { page, keys } = this.#hands;
    await keys.press('F3');
    await expect(page.getByRole('button', { name: /^开始/ })).toBeFocused();
    await keys.press('Enter');
    return this.#verifying();
  }

  async openCases(queue: string): Promise<CaseQueuePage> {
    await this.#follow(queue);
    return CaseQueuePage.opened(this.#hands);
  }

  async openTasks(kind: '退款' | '退机' | '解绑'): Promise<TaskQueuePage> {
    await this.#follow(kind);
    return TaskQueuePage.opened(this.#hands, kind);
  }

  async openCallbacks(): Promise<CallbacksPage> {
    await this.#follow('待回电');
    return CallbacksPage.opened(this.#hands);
  }

  async openLocks(): Promise<LocksPage> {
    await this.#follow('核身锁定');
    return LocksPage.opened(this.#hands);
  }

  notes(): NoteBox {
    return new NoteBox(this.#hands);
  }

  /** The number of the order in hand, as the line above the work shows it. */
  async orderNo(): Promise<string> {
    const link = this.#hands.page.getByRole('region', { name: '当前订单' }).getByRole('link').first();
    return (await link.innerText()).trim();
  }

  /** Signs out, so that a colleague can sign in at the same desk. */
  async signOut(): Promise<void> {
    const { page } = this.#hands;
    await page
      .getByRole('banner')
      .getByRole('button', { name: /的菜单$/ })
      .click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await expect(page.getByLabel('登录名')).toBeVisible();
  }

  async #follow(name: string): Promise<void> {
    await this.myWork.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  }

  async #verifying(): Promise<VerifyStep> {
    const step = new VerifyStep(this.#hands);
    await expect(step.region).toBeVisible();
    return step;
  }
}
