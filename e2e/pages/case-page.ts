import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** More than a case page has places for the focus. */
const MOST_TABS = 120;

/** One case whole, and what may be done to it. */
export class CasePage {
  readonly #hands: Hands;
  readonly work: Locator;
  readonly code: Locator;
  readonly facts: Locator;
  readonly tasks: Locator;
  readonly contacts: Locator;
  readonly rejection: Locator;
  readonly done: Locator;
  readonly followUps: Locator;
  readonly materials: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.work = hands.page.getByRole('main');
    this.code = this.work.getByRole('heading', { level: 1 });
    this.facts = this.work.getByRole('region', { name: '申请信息' });
    this.tasks = this.work.getByRole('region', { name: '任务', exact: true });
    this.contacts = this.work.getByRole('region', { name: '相关联系' });
    this.rejection = this.work.getByRole('region', { name: '已驳回' });
    this.materials = this.work.getByRole('region', { name: '材料', exact: true });
    this.followUps = this.work.getByRole('region', { name: '承诺与下一步' });
    this.done = this.work.locator('.case-done');
  }

  static async opened(hands: Hands): Promise<CasePage> {
    const opened = new CasePage(hands);
    await expect(opened.work.getByRole('list', { name: '办理进度' })).toBeVisible();
    return opened;
  }

  /** Where the case stands, in the line of its states. */
  get status(): Locator {
    return this.work.getByRole('list', { name: '办理进度' }).locator('[aria-current=step]');
  }

  /** Alt+A: the approval in hand, with what it sets going on its button. */
  async approve(): Promise<ActPanel> {
    await this.#hands.keys.press('Alt+a');
    return ActPanel.opened(this.#hands, '批准取消申请');
  }

  /** Alt+R: the rejection in hand. */
  async reject(): Promise<ActPanel> {
    await this.#hands.keys.press('Alt+r');
    return ActPanel.opened(this.#hands, '驳回取消申请');
  }

  /** Goes to an act in the row below with Tab alone, and opens it with Enter. */
  async begin(act: string, title: string): Promise<ActPanel> {
    await this.#reach(this.act(act));
    await this.#hands.keys.press('Enter');
    return ActPanel.opened(this.#hands, title);
  }

  material(name: string): Locator {
    return this.work.getByRole('region', { name: '材料', exact: true }).getByRole('listitem').filter({ hasText: name });
  }

  /** Records with the keys alone that an item has come. */
  async receive(name: string): Promise<void> {
    const { keys } = this.#hands;
    const item = this.material(name);
    await this.#reach(item.getByRole('button', { name: /^登记/ }));
    await keys.press('Enter');
    const save = item.getByRole('button', { name: '保存登记' });
    await expect(item.getByRole('radio', { name: '已收', exact: true })).toBeChecked();
    await this.#reach(save);
    await keys.press('Enter');
    await expect(save).toBeHidden();
  }

  /** Presses Tab until the focus is there, as hands without a mouse do. */
  async #reach(goal: Locator): Promise<void> {
    const isThere = () => goal.evaluate((element) => element === document.activeElement);
    for (let pressed = 0; pressed < MOST_TABS && !(await isThere()); pressed += 1)
      await this.#hands.page.keyboard.press('Tab');
    await expect(goal).toBeFocused();
  }

  /** The customer of the contact in progress takes the request back. */
  async withdraw(said: string): Promise<void> {
    await this.act('客户撤回').click();
    const panel = await ActPanel.opened(this.#hands, '客户撤回申请');
    await panel.part('客户的说法').fill(said);
    await panel.go();
  }

  act(name: string): Locator {
    return this.work.getByRole('button', { name: new RegExp(`^${name}`) });
  }
}

/** An act in hand, open above the record. */
export class ActPanel {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly main: Locator;

  private constructor(hands: Hands, title: string) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: title });
    this.main = this.region.locator('.main-button');
  }

  static async opened(hands: Hands, title: string): Promise<ActPanel> {
    const panel = new ActPanel(hands, title);
    await expect(panel.main).toBeVisible();
    return panel;
  }

  part(name: string): Locator {
    return this.region.getByRole('textbox', { name });
  }

  /** Chooses in the list that has the focus, by typing part of a name. */
  async choose(words: string): Promise<void> {
    const { page, keys } = this.#hands;
    await expect(this.region.getByRole('combobox')).toBeFocused();
    await keys.type(words);
    await expect(page.getByRole('option', { name: words })).toHaveCount(1);
    await keys.press('Enter');
    await expect(this.region.getByRole('combobox')).toHaveAttribute('aria-expanded', 'false');
  }

  /** Adds one to the list of several that has the focus, and goes on to the next field. */
  async add(words: string): Promise<void> {
    const { page, keys } = this.#hands;
    await expect(this.region.getByRole('combobox')).toBeFocused();
    await keys.type(words);
    await expect(page.getByRole('option', { name: words })).toHaveCount(1);
    await keys.press('Enter');
    await keys.press('Tab');
  }

  async go(): Promise<void> {
    await expect(this.main).toBeEnabled();
    await this.#hands.keys.press('Control+Enter');
    await expect(this.region).toBeHidden();
  }
}
