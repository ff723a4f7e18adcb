import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** The customers whose verification is locked, and how each can be opened again. */
export class LocksPage {
  readonly #hands: Hands;
  readonly work: Locator;
  readonly locked: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.work = hands.page.getByRole('main');
    this.locked = this.work.getByRole('list').getByRole('listitem');
  }

  static async opened(hands: Hands): Promise<LocksPage> {
    const locks = new LocksPage(hands);
    await expect(locks.work.getByRole('heading', { name: '核身锁定' })).toBeVisible();
    return locks;
  }

  /** Opens a lock on the copy of the originals that a colleague saw at the counter. */
  async unlockByOriginals(reason: string): Promise<void> {
    await this.locked.getByRole('button', { name: /^解锁/ }).click();
    const form = this.work.getByRole('region', { name: '解锁凭据' });
    await form.getByRole('checkbox').first().check();
    await form.getByRole('textbox', { name: '解锁理由' }).fill(reason);
    await this.#hands.keys.press('Control+Enter');
    await expect(form).toBeHidden();
  }
}
