import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** A queue of refunds, device returns or unbindings, due first. */
export class TaskQueuePage {
  readonly #table: Locator;

  private constructor({ page }: Hands, kind: string) {
    this.#table = page.getByRole('main').locator(`[aria-label="${kind}"]`);
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
}
