import type { Page } from '@playwright/test';
import { test } from '../fixtures/desk.ts';
import { expectAxeClean } from '../fixtures/axe.ts';
import { expectFits, expectInWords } from '../fixtures/words.ts';
import type { ConsoleFrame, Language } from './console-frame.ts';

/** Chinese on light and English on dark: between them, every word and every colour. */
const LOOKS: readonly { readonly language: Language; readonly colorScheme: 'light' | 'dark' }[] = [
  { language: 'zh', colorScheme: 'light' },
  { language: 'en', colorScheme: 'dark' },
];

/** Looks at one thing after the other in both looks of the console, and leaves it in Chinese. */
export class Looks {
  readonly #frame: ConsoleFrame;

  constructor(frame: ConsoleFrame) {
    this.#frame = frame;
  }

  /** What is open now stays open while the language and the theme change around it. */
  async at(what: string): Promise<void> {
    await this.over(what, { open: () => Promise.resolve(), close: () => Promise.resolve() });
  }

  /** What lies over the person's menu is opened anew in each look, by means that need no words. */
  async over(what: string, it: { open(): Promise<void>; close(): Promise<void> }): Promise<void> {
    await test.step(what, async () => {
      for (const { language, colorScheme } of LOOKS) {
        await this.#frame.page.emulateMedia({ colorScheme });
        await this.#frame.switchLanguage(language);
        await it.open();
        await expectSound(this.#frame.page);
        await it.close();
      }
      await this.#frame.page.emulateMedia({ colorScheme: 'light' });
      await this.#frame.switchLanguage('zh');
    });
  }
}

/** In words, in the window, and without a violation that axe can see. */
export async function expectSound(page: Page): Promise<void> {
  await expectInWords(page);
  await expectFits(page);
  await expectAxeClean(page);
}
