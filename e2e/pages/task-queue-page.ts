import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** A queue of refunds, device returns or unbindings, due first. */
export class TaskQueuePage {
  readonly #hands: Hands;
  readonly #table: Locator;

  private constructor(hands: Hands, kind: string) {
    this.#hands = hands;
    this.#table = hands.page.getByRole('main').locator(`[aria-label="${kind}"]`);
  }

  static async opened(hands: Hands, kind: '退款' | '退机' | '解绑'): Promise<TaskQueuePage> {
    await expect(hands.page.getByRole('heading', { name: `${kind}任务` })).toBeVisible();
    const queue = new TaskQueuePage(hands, kind);
    await expect(queue.#table).toBeVisible();
    return queue;
  }

  tasksOf(caseCode: string): Locator {
    return this.#table.getByRole('row').filter({ hasText: caseCode });
  }

  /** Gives the one task of a case to a colleague, typed by name. */
  async assign(caseCode: string, name: string): Promise<void> {
    const { page, keys } = this.#hands;
    const assignee = this.tasksOf(caseCode).getByRole('combobox');
    await assignee.click();
    await keys.type(name);
    await expect(page.getByRole('option', { name })).toHaveCount(1);
    await keys.press('Enter');
    await expect(this.tasksOf(caseCode)).toContainText(name);
  }

  async note(caseCode: string, text: string): Promise<void> {
    const { keys } = this.#hands;
    const notes = await this.notesOf(caseCode);
    await notes.getByRole('textbox').focus();
    await keys.type(text);
    await keys.press('Enter');
    await expect(notes.getByRole('listitem')).toContainText(text);
    await expect(notes.getByRole('textbox')).toBeEmpty();
  }

  /** Unfolds what was noted about the one task of a case. */
  async notesOf(caseCode: string): Promise<Locator> {
    await this.tasksOf(caseCode)
      .getByRole('button', { name: /的备注/ })
      .click();
    const notes = this.#table.locator('.tasks-notes');
    await expect(notes).toBeVisible();
    return notes;
  }

  async onlyMine(): Promise<void> {
    await this.#hands.page.getByRole('checkbox', { name: '只看分给我的' }).check();
  }
}
