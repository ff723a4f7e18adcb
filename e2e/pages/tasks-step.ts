import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';
import { WrapUpStep } from './wrap-up-step.ts';

/** Step five: what has to be done because of the case, by whom and until when. */
export class TasksStep {
  readonly #hands: Hands;
  readonly region: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '任务', exact: true });
  }

  static async opened(hands: Hands): Promise<TasksStep> {
    const step = new TasksStep(hands);
    await expect(step.region.getByRole('region', { name: '案件' })).toBeVisible();
    return step;
  }

  async wrapUp(): Promise<WrapUpStep> {
    await this.#hands.keys.press('Alt+6');
    return WrapUpStep.opened(this.#hands);
  }
}
