import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** The one search box on top: Ctrl+K, type, arrows, Enter. */
export class SearchBox {
  readonly #hands: Hands;
  readonly region: Locator;
  /** The orders found, or those that were probably meant. */
  readonly orders: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('search');
    this.orders = this.region.getByRole('listbox', { name: '查找结果' }).getByRole('option');
  }

  static async opened(hands: Hands): Promise<SearchBox> {
    const box = new SearchBox(hands);
    await hands.keys.press('Control+K');
    await expect(box.region.getByRole('combobox')).toBeFocused();
    return box;
  }

  /** Types over whatever stands there. */
  async look(text: string): Promise<void> {
    const { keys } = this.#hands;
    await keys.press('Control+A');
    await keys.type(text);
  }

  /** Enter opens the order that is chosen. */
  async openChosen(): Promise<void> {
    const chosen = this.orders.and(this.#hands.page.locator('[aria-selected=true]'));
    const orderNo = await chosen.locator('b').innerText();
    await this.#hands.keys.press('Enter');
    await expect(this.#hands.page.getByRole('heading', { name: orderNo })).toBeVisible();
  }
}
