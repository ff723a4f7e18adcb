import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { CasePage } from './case-page.ts';
import { FileStep } from './file-step.ts';
import type { Hands } from './hands.ts';

/** Step three: can it be cancelled, why, until when, at what cost. */
export class DecideStep {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly verdict: Locator;
  readonly clocks: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '判定', exact: true });
    this.verdict = this.region.getByRole('group', { name: '判定结果' });
    this.clocks = this.region.getByRole('region', { name: '时限' });
  }

  static async opened(hands: Hands): Promise<DecideStep> {
    const step = new DecideStep(hands);
    await expect(step.verdict).toBeVisible();
    return step;
  }

  async next(): Promise<FileStep> {
    await this.#hands.keys.press('Control+Enter');
    return FileStep.opened(this.#hands);
  }

  /** Where the order has a case under way: this contact is put to it, and the case is shown. */
  async joinCase(): Promise<CasePage> {
    await expect(this.region.getByRole('button', { name: /^并入进行中的案件/ })).toBeEnabled();
    await this.#hands.keys.press('Control+Enter');
    return CasePage.opened(this.#hands);
  }
}
