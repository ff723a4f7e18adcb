import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { FiledPanel } from './file-step.ts';
import type { Hands } from './hands.ts';

/** Step four below L2: the wish is put on record, and how the caller can come back verified. */
export class IntakeForm {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly booked: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '仅登记', exact: true });
    this.booked = this.region.getByRole('status').filter({ hasText: '已约' });
  }

  static async opened(hands: Hands): Promise<IntakeForm> {
    const form = new IntakeForm(hands);
    await expect(form.region).toBeVisible();
    return form;
  }

  /** Books a call back in the first free quarter of an hour of the day after. */
  async bookTomorrow(): Promise<void> {
    const { page } = this.#hands;
    const day = this.region.getByRole('textbox', { name: '回电日期' });
    await day.click();
    const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' });
    await day.fill(tomorrow);
    await day.press('Enter');
    await this.region.getByRole('combobox', { name: '回电时间' }).click();
    await page.getByTitle(/余/).first().click();
    await this.region.getByRole('button', { name: '约定回电' }).click();
    await expect(this.booked).toBeVisible();
  }

  async register(): Promise<FiledPanel> {
    await this.#hands.keys.press('Control+Enter');
    return FiledPanel.opened(this.#hands);
  }
}
