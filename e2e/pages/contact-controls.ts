import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** What can be done with the contact in hand at any step: hold, recording, a colleague. */
export class ContactControls {
  readonly #hands: Hands;
  readonly group: Locator;

  constructor(hands: Hands) {
    this.#hands = hands;
    this.group = hands.page.getByRole('banner').getByRole('group', { name: '控制这次联系' });
  }

  button(name: string): Locator {
    return this.group.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** F4, and what the button says afterwards. */
  async toggleHold(then: '恢复通话' | '保持通话'): Promise<void> {
    await this.#hands.keys.press('F4');
    await expect(this.button(then)).toBeVisible();
  }

  /** F6, and what the button says afterwards. */
  async toggleRecording(then: '恢复录音' | '暂停录音'): Promise<void> {
    await this.#hands.keys.press('F6');
    await expect(this.button(then)).toBeVisible();
  }

  /** F7: to a colleague, with a word about where it stands. */
  async handOver(name: string, note: string): Promise<void> {
    const { page, keys } = this.#hands;
    await keys.press('F7');
    const strip = page.getByRole('form', { name: '转交这次联系' });
    const colleague = strip.getByRole('combobox', { name: '转给谁' });
    await expect(colleague).toBeFocused();
    await keys.type(name);
    await expect(page.getByRole('option', { name: new RegExp(name) })).toHaveCount(1);
    await keys.press('Enter');
    await expect(colleague).toHaveAttribute('aria-expanded', 'false');
    await keys.press('Tab');
    await expect(strip.getByRole('textbox', { name: '交接说明（必填）' })).toBeFocused();
    await keys.type(note);
    await keys.press('Enter');
    await expect(strip).toBeHidden();
  }
}
