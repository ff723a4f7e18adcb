import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { DecideStep } from './decide-step.ts';
import type { Hands } from './hands.ts';
import { IntakeForm } from './intake-form.ts';
import { MandateForm } from './mandate-form.ts';

/** What a caller says to each question, by element; a code that is sent is read from the phone when it is asked for. */
export type Said = Readonly<Record<string, string | (() => Promise<string>)>>;

/** Step one: who is this, and how sure may we be. */
export class VerifyStep {
  readonly #hands: Hands;
  readonly region: Locator;
  readonly outcome: Locator;
  /** The element that a field in the form asks for. */
  readonly fields: Locator;
  /** The customers whom the caller's number belongs to. */
  readonly candidates: Locator;

  constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '核身', exact: true });
    this.outcome = this.region.getByRole('status', { name: '核身结果' });
    this.fields = this.region.locator('input[data-element]');
    this.candidates = this.region.getByRole('list', { name: '号码匹配到的候选客户' }).getByRole('button');
  }

  /** Enter takes the first customer whom the number belongs to. */
  async chooseCandidate(): Promise<void> {
    await expect(this.candidates.first()).toBeFocused();
    await this.#hands.keys.press('Enter');
  }

  /** Types what the caller names: Enter looks it up, Enter again takes the only order found. */
  async lookUp(number: string): Promise<void> {
    await expect(this.region.getByLabel('按客户报出的订单号、SN 或商户号查')).toBeFocused();
    await this.#hands.keys.type(number);
    await this.#hands.keys.press('Enter');
    await this.#takeOnlyHit();
  }

  /** Scans what lies on the counter; Enter takes the only order found. */
  async scanIn(code: string): Promise<void> {
    await expect(this.region.getByLabel('按客户报出的订单号、SN 或商户号查')).toBeFocused();
    await this.#hands.keys.scan(code);
    await this.#takeOnlyHit();
  }

  /** Enter begins with the usual answer: for a cancellation, of the person themselves. */
  async start(): Promise<void> {
    await expect(this.region.getByRole('button', { name: /^开始核身/ })).toBeFocused();
    await this.#hands.keys.press('Enter');
    await expect(this.fields.first()).toBeVisible();
  }

  /** Begins with somebody who stands for the customer: nothing is asked before the mandate is on record. */
  async startAsDelegate(): Promise<MandateForm> {
    await this.region.getByText('受托人', { exact: true }).click();
    await this.region.getByRole('button', { name: /^开始核身/ }).click();
    return MandateForm.opened(this.#hands);
  }

  /** Chooses what to ask for, where another way is wanted than the one proposed. */
  async askEverything(): Promise<void> {
    await this.region.getByRole('radio', { name: /^其他/ }).check();
  }

  /** Answers wherever the focus leads, field by field, until everything was compared. */
  async answer(said: Said): Promise<void> {
    const { keys } = this.#hands;
    const left = new Map(Object.entries(said));
    while (left.size > 0) {
      const field = this.fields.and(this.#hands.page.locator(':focus'));
      await expect(field).toBeVisible();
      const element = (await field.getAttribute('data-element')) ?? '';
      const alone = left.size === 1;
      const words = left.get(element);
      if (words === undefined) throw new Error(`nobody answers to ${element}`);
      if (typeof words === 'function') {
        // Enter sends the code and goes on; the answer to it comes last.
        await keys.press('Enter');
        left.set(element, await words());
      } else {
        left.delete(element);
        await keys.type(words);
        await keys.press('Enter');
      }
      if (left.size > 0 && !alone)
        await expect(this.region.locator(`input[data-element="${element}"]:focus`)).toHaveCount(0);
    }
  }

  /** Tells one element alone, right or wrong, and has it compared. */
  async tell(element: string, words: string): Promise<void> {
    await this.region.locator(`input[data-element="${element}"]`).fill(words);
    await this.#hands.keys.press('Control+Enter');
  }

  /** A locked customer: Enter begins to collect what a supervisor needs for the unlocking. */
  async startUnlocking(): Promise<void> {
    await expect(this.region.getByRole('button', { name: '核对原件，申请解锁' })).toBeFocused();
    await this.#hands.keys.press('Enter');
    await expect(this.fields.first()).toBeVisible();
  }

  /** Types an original's number, or scans it, and ticks that it was seen. */
  async seeOriginal(element: string, number: string): Promise<void> {
    const { keys } = this.#hands;
    await expect(this.region.locator(`input[data-element="${element}"]`)).toBeFocused();
    await keys.type(number);
    await keys.press('Tab');
    await keys.press('Space');
    await keys.press('Control+Enter');
  }

  /** After a hand-over: has one element said again, by its name in the list and its field. */
  async recheck(name: string, element: string, words: string): Promise<void> {
    const form = this.region.getByRole('form', { name: '交接复核' });
    await form.getByRole('combobox').click();
    await this.#hands.page.getByTitle(name, { exact: true }).click();
    await form.locator(`input[data-element="${element}"]`).fill(words);
    await this.#hands.keys.press('Control+Enter');
    await expect(form).toBeHidden();
  }

  async expectLevel(level: 'L1' | 'L2'): Promise<void> {
    await expect(this.outcome).toContainText(`核身通过 ${level}`);
  }

  async next(): Promise<DecideStep> {
    await this.#hands.keys.press('Control+Enter');
    return DecideStep.opened(this.#hands);
  }

  /** Alt+2: what else can be found. */
  async find(): Promise<Locator> {
    await this.#hands.keys.press('Alt+2');
    return this.#hands.page.getByRole('region', { name: '查单', exact: true });
  }

  /** Alt+3: the decision, whatever the level. */
  async decide(): Promise<DecideStep> {
    await this.#hands.keys.press('Alt+3');
    return DecideStep.opened(this.#hands);
  }

  /** Below the level it takes: Alt+4 leads to the note that somebody asked for a cancellation. */
  async toIntake(): Promise<IntakeForm> {
    await this.#hands.keys.press('Alt+4');
    return IntakeForm.opened(this.#hands);
  }

  async #takeOnlyHit(): Promise<void> {
    await expect(this.region.getByRole('list', { name: '找到的订单' }).getByRole('listitem')).toHaveCount(1);
    await this.#hands.keys.press('Enter');
  }
}
