import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { CasePage } from './case-page.ts';
import { pickFocused } from './hands.ts';
import type { Hands } from './hands.ts';
import { TasksStep } from './tasks-step.ts';

/** Step four: the application. Ctrl+Enter goes to the first thing still missing, and files where nothing is. */
export class FileStep {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly missing: Locator;
  readonly saved: Locator;
  readonly reason: Locator;
  readonly said: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '申请', exact: true });
    this.missing = this.region.locator('.filing-missing');
    this.saved = this.region.getByText(/^已保存/);
    this.reason = this.region.getByRole('combobox', { name: '取消原因' });
    this.said = this.region.getByRole('textbox', { name: '客户怎么说' });
  }

  static async opened(hands: Hands): Promise<FileStep> {
    const step = new FileStep(hands);
    await expect(step.missing).toBeVisible();
    return step;
  }

  radios(name: string): Locator {
    return this.region.getByRole('radiogroup', { name });
  }

  /** Types part of the reason's name, and on to what the customer said in their own words. */
  async giveReason(words: string, said: string): Promise<void> {
    const { page, keys } = this.#hands;
    await expect(this.reason).toBeFocused();
    await keys.type(words);
    await expect(page.getByRole('option', { name: words })).toHaveCount(1);
    await keys.press('Enter');
    await expect(this.reason).toHaveAttribute('aria-expanded', 'false');
    await keys.press('Tab');
    await expect(this.said).toBeFocused();
    await keys.type(said);
  }

  /** Goes to the next missing answer, which is that one, and gives it. */
  async answer(group: string, option: string): Promise<void> {
    await this.#hands.keys.press('Control+Enter');
    await pickFocused(this.#hands, this.radios(group), option);
  }

  /** Sets the answer of that name out of turn. */
  async choose(group: string, option: string): Promise<void> {
    await this.radios(group).getByText(option, { exact: true }).click();
  }

  /** Goes to the next missing tick, and sets it. */
  async tick(name: string): Promise<void> {
    const box = this.region.getByRole('checkbox', { name });
    await this.#hands.keys.press('Control+Enter');
    await expect(box).toBeFocused();
    await this.#hands.keys.press('Space');
    await expect(box).toBeChecked();
  }

  async file(): Promise<FiledPanel> {
    await expect(this.missing).toContainText('可以提交了');
    await this.#hands.keys.press('Control+Enter');
    return FiledPanel.opened(this.#hands);
  }
}

/** What stands in the place of the form once something was filed: the code to quote, what comes next, the papers. */
export class FiledPanel {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly heading: Locator;
  readonly code: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '申请', exact: true });
    this.heading = this.region.getByRole('heading', { level: 2 });
    this.code = this.region.locator('.filing-code');
  }

  static async opened(hands: Hands): Promise<FiledPanel> {
    const panel = new FiledPanel(hands);
    await expect(panel.code).not.toBeEmpty();
    return panel;
  }

  async openCase(): Promise<CasePage> {
    await this.region.getByRole('link', { name: '打开案件' }).click();
    return CasePage.opened(this.#hands);
  }

  async next(): Promise<TasksStep> {
    await this.#hands.keys.press('Control+Enter');
    return TasksStep.opened(this.#hands);
  }

  /** Tabs to a paper of the case and opens it. */
  async openPaper(name: '打印申请表' | '打印回执'): Promise<Locator> {
    const { page, keys } = this.#hands;
    const papers = this.region.getByRole('navigation', { name: '打印与查看' });
    const names = await papers.getByRole('link').allInnerTexts();
    await expect(this.heading).toBeFocused();
    await keys.press('Tab', names.indexOf(name) + 1);
    await expect(papers.getByRole('link', { name })).toBeFocused();
    await keys.press('Enter');
    const preview = page.getByRole('region', { name: name.replace('打印', ''), exact: true });
    await expect(preview).toBeVisible();
    return preview;
  }
}
