import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

/** The calls that were promised, the next one first. */
export class CallbacksPage {
  readonly #hands: Hands;
  readonly work: Locator;
  readonly promised: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.work = hands.page.getByRole('main');
    this.promised = this.work.getByRole('list', { name: '待回电' }).getByRole('listitem');
  }

  static async opened(hands: Hands): Promise<CallbacksPage> {
    const callbacks = new CallbacksPage(hands);
    await expect(callbacks.work.getByRole('heading', { name: '待回电' })).toBeVisible();
    return callbacks;
  }

  /** Starts the call that a promise is about. */
  async dial(promise: Locator): Promise<OutgoingCall> {
    await promise.getByRole('button', { name: /^拨 ?打$/ }).click();
    const call = new OutgoingCall(this.#hands);
    await expect(call.line).toBeVisible();
    return call;
  }
}

/** What the workspace says of a call that goes out. */
export class OutgoingCall {
  readonly line: Locator;

  constructor(hands: Hands) {
    this.line = hands.page.getByRole('region', { name: '呼出电话' });
  }

  /** Looks at the number to dial. */
  async showNumber(): Promise<void> {
    await this.line.getByRole('button', { name: '查看明文' }).click();
  }

  async say(outcome: '已接通' | '无人接听' | '占线'): Promise<void> {
    await this.line.getByRole('button', { name: new RegExp(`^${Array.from(outcome).join(' ?')}$`) }).click();
    await expect(this.line.getByRole('group', { name: '接通了没有' })).toBeHidden();
  }
}
