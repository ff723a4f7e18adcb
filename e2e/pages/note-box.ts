import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** The notes and the timeline, always at the right side. */
export class NoteBox {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly field: Locator;
  readonly saved: Locator;
  readonly timeline: Locator;

  constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('complementary', { name: '备注与时间线' });
    this.field = this.region.getByRole('textbox', { name: '备注' });
    this.saved = this.region.getByText(/^已保存/);
    this.timeline = this.region.getByRole('tabpanel', { name: '时间线' });
  }

  /** F8, from wherever the hands are. */
  async type(text: string): Promise<void> {
    await this.#hands.keys.press('F8');
    await expect(this.field).toBeFocused();
    await this.#hands.keys.type(text);
  }

  async openTab(name: '时间线' | '沟通' | '证据'): Promise<void> {
    await this.region.getByRole('tab', { name }).click();
  }

  /** Puts a file to the contact or the case in hand, as evidence of that kind. */
  async attach(
    kind: string,
    file: { name: string; mimeType: string; buffer: Buffer },
    { title = '', shownAs = `${kind} 1` }: { title?: string; shownAs?: string } = {},
  ): Promise<void> {
    const { page } = this.#hands;
    await this.region.getByRole('tab', { name: '证据' }).click();
    await this.region.getByRole('combobox', { name: '证据种类' }).click();
    await page.getByTitle(kind, { exact: true }).last().click();
    await this.region.getByRole('textbox', { name: /^说明/ }).fill(title);
    await this.region.locator('input[type=file]').setInputFiles(file);
    await expect(this.region.locator('.evidence-row').filter({ hasText: shownAs })).toBeVisible();
    await expect(this.region).not.toContainText(file.name);
  }

  /** Opens an attached file in place, and answers where it is shown. */
  async view(name: string): Promise<Locator> {
    await this.openTab('证据');
    await this.region.getByRole('button', { name: `查看 ${name}` }).click();
    return this.region.getByRole('region', { name });
  }

  /** Makes a note of what was typed, for good. */
  async record(): Promise<void> {
    await this.#hands.keys.press('Control+Enter');
    await expect(this.field).toBeEmpty();
  }
}
