import type { Locator } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Hands } from './hands.ts';

export interface Mandate {
  readonly agentName: string;
  readonly agentIdNo: string;
  readonly matter: string;
  /** YYYY-MM-DD, both belonging to the term. */
  readonly from: string;
  readonly to: string;
  readonly file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
}

/** What a delegate shows: the mandate, and the talk in which the principal confirmed it. */
export class MandateForm {
  readonly #hands: Hands;
  readonly region: Locator;

  private constructor(hands: Hands) {
    this.#hands = hands;
    this.region = hands.page.getByRole('region', { name: '授权委托书' });
  }

  static async opened(hands: Hands): Promise<MandateForm> {
    const form = new MandateForm(hands);
    await expect(form.region).toBeVisible();
    return form;
  }

  /** Types what the mandate states, and puts both papers on file. */
  async write(mandate: Mandate): Promise<void> {
    await this.region.getByLabel('受托人姓名').fill(mandate.agentName);
    await this.region.getByLabel('受托人身份证号（委托书所写）').fill(mandate.agentIdNo);
    await this.region.getByLabel('委托事项').fill(mandate.matter);
    await this.#day('有效期自', mandate.from);
    await this.#day('有效期至（含当日）', mandate.to);
    for (const [at, input] of (await this.region.locator('input[type=file]').all()).entries()) {
      await input.setInputFiles(mandate.file);
      await expect(this.region.getByText('已加密保存')).toHaveCount(at + 1);
    }
    await this.region.getByRole('checkbox', { name: '有委托人签名或盖章' }).check();
  }

  async record(): Promise<void> {
    await this.region.getByRole('button', { name: '登记委托书' }).click();
  }

  /** Calls the principal at the registered number: a contact of its own. */
  async callPrincipal(): Promise<void> {
    await this.region.getByRole('button', { name: '呼叫委托人登记手机' }).click();
    await expect(this.#hands.page.getByRole('region', { name: '呼出电话' })).toBeVisible();
  }

  /** Rests the mandate on the newest talk with the principal. */
  async takeNewestTalk(): Promise<void> {
    await this.region.getByRole('radio').first().check();
  }

  async #day(name: string, day: string): Promise<void> {
    await this.region.getByLabel(name).fill(day);
    await this.#hands.keys.press('Enter');
  }
}
