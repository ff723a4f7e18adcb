import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** Step six: how it ended, and what comes next. */
export class WrapUpStep {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly disposition: Locator;
  readonly done: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '小结', exact: true });
    this.disposition = this.region.getByRole('combobox', { name: '小结码' });
    this.done = this.region.getByRole('status', { name: '这通联系已完成' });
  }

  static async opened(hands: Hands): Promise<WrapUpStep> {
    const step = new WrapUpStep(hands);
    await expect(step.disposition).toBeFocused();
    return step;
  }

  /** Chooses the disposition by typing part of its name. */
  async dispose(words: string): Promise<void> {
    const { page, keys } = this.#hands;
    await keys.type(words);
    await expect(page.getByRole('option', { name: words })).toHaveCount(1);
    await keys.press('Enter');
    await expect(this.disposition).toHaveAttribute('aria-expanded', 'false');
  }

  /** Tabs past the summary, which the record has written, to what is to be done next. */
  async nextAction(what: string): Promise<void> {
    const { keys } = this.#hands;
    await keys.press('Tab', 2);
    await expect(this.region.getByRole('textbox', { name: '下一步做什么' })).toBeFocused();
    await keys.type(what);
  }

  async finish(): Promise<void> {
    await this.#hands.keys.press('Control+Enter');
    await expect(this.done).toBeVisible();
  }
}
