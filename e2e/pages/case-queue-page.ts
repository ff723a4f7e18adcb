import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { CasePage } from './case-page.ts';
import type { Hands } from './hands.ts';

/** One queue of cases, in the order the desk gives them. */
export class CaseQueuePage {
  readonly #hands: Hands;
  readonly grid: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.grid = hands.page.getByRole('grid');
  }

  static async opened(hands: Hands): Promise<CaseQueuePage> {
    const queue = new CaseQueuePage(hands);
    await expect(queue.grid).toBeFocused();
    return queue;
  }

  row(text: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  /** Goes down to the row with that text, and opens it with Enter. */
  async open(text: string): Promise<CasePage> {
    const { keys } = this.#hands;
    const row = this.row(text);
    await expect(row).toHaveCount(1);
    const index = Number(await row.getAttribute('aria-rowindex'));
    // The heading is the first row; the first case has the choice already.
    await keys.press('ArrowDown', index - 2);
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await keys.press('Enter');
    return CasePage.opened(this.#hands);
  }
}
