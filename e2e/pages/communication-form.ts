import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** Through the work in the middle too, where a screen that has just appeared may have taken the focus. */
const MOST_TABS = 80;

/** What came or went outside of the contact in hand: the second of the tabs at the right side. */
export class CommunicationForm {
  readonly #hands: Hands;
  readonly form: Locator;
  readonly logged: Locator;
  readonly warning: Locator;
  readonly saved: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.form = hands.page.getByRole('form', { name: '沟通记录' });
    this.logged = this.form.getByText('已记入沟通记录。');
    this.saved = this.form.getByText(/^已保存/);
    this.warning = this.form.getByRole('alert');
  }

  /** From the note box, without a mouse. */
  static async opened(hands: Hands): Promise<CommunicationForm> {
    const { page, keys } = hands;
    const tabs = page.getByRole('complementary', { name: '备注与时间线' });
    const opened = new CommunicationForm(hands);
    const note = tabs.getByRole('textbox', { name: '备注' });
    await expect(note).toBeVisible();
    await keys.press('F8');
    await expect(note).toBeFocused();
    await opened.#tabTo(tabs.getByRole('tab', { name: '时间线' }));
    await keys.press('ArrowRight');
    await expect(tabs.getByRole('tab', { name: '沟通' })).toBeFocused();
    await keys.press('Enter');
    await expect(opened.form).toBeVisible();
    return opened;
  }

  /** Chooses from a list by the beginning of a name. */
  async choose(label: string, words: string): Promise<void> {
    const { page, keys } = this.#hands;
    const list = this.form.getByRole('combobox', { name: label });
    await this.#tabTo(list);
    await keys.type(words);
    await expect(page.getByRole('option', { name: words })).toHaveCount(1);
    await keys.press('Enter');
    await expect(list).toHaveAttribute('aria-expanded', 'false');
  }

  async chooseType(downwards: number): Promise<void> {
    const { keys } = this.#hands;
    await this.#tabTo(this.form.getByRole('combobox', { name: '方式' }));
    await keys.press('Enter');
    await keys.press('ArrowDown', downwards);
    await keys.press('Enter');
  }

  async write(label: string | RegExp, words: string): Promise<void> {
    await this.#tabTo(this.field(label));
    await this.#hands.keys.type(words);
  }

  /** Types a moment, `YYYY-MM-DD HH:mm`, as the field shows it. */
  async date(label: string | RegExp, moment: string): Promise<void> {
    const field = this.field(label);
    await this.#tabTo(field);
    await this.#hands.keys.type(moment);
    await this.#hands.keys.press('Enter');
    await expect(field).toHaveValue(moment);
  }

  field(label: string | RegExp): Locator {
    return this.form.getByRole('textbox', { name: label });
  }

  async tickChaser(): Promise<void> {
    await this.#tabTo(this.form.getByRole('checkbox', { name: '客户催办' }));
    await this.#hands.keys.press('Space');
  }

  async log(): Promise<void> {
    await this.#tabTo(this.form.getByRole('button', { name: '记入沟通记录' }));
    await this.#hands.keys.press('Enter');
    await expect(this.logged).toBeVisible();
  }

  async #tabTo(target: Locator): Promise<void> {
    const focused = (): Promise<boolean> => target.evaluate((node) => node === document.activeElement);
    for (let pressed = 0; pressed < MOST_TABS && !(await focused()); pressed += 1) await this.#hands.keys.press('Tab');
    await expect(target).toBeFocused();
  }
}
