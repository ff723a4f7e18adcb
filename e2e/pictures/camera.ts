import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Language } from '../pages/console-frame.ts';
import { toPalettePng } from './palette-png.ts';

const NARROW = { width: 1366, height: 768 };
const WIDE = { width: 1920, height: 1080 };
const LANGUAGES: readonly Language[] = ['en', 'zh'];
const THEMES = ['dark', 'light'] as const;

interface View {
  /** Brings the console into a language and leaves everything else as it is. */
  switchLanguage(language: Language): Promise<void>;
}

/** Takes one screen in both languages and both themes, `<locale>-<theme>-<width>-<screen>.png`; it is left in Chinese, light and narrow. */
export class Camera {
  readonly #page: Page;
  readonly #folder: string;

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  async take(screen: string, view: View, { wide = false } = {}): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    // A page of its own reads the pictures: the console's policy would not let it.
    const decoder = await this.#page.context().newPage();
    await this.#page.bringToFront();
    for (const language of LANGUAGES) {
      await view.switchLanguage(language);
      for (const colorScheme of THEMES) {
        await this.#page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        for (const size of wide ? [WIDE, NARROW] : [NARROW]) {
          await this.#page.setViewportSize(size);
          await this.#settled();
          const name = `${language}-${colorScheme}-${size.width}-${screen}.png`;
          const png = await this.#page.screenshot({ animations: 'disabled', caret: 'hide' });
          await writeFile(join(this.#folder, name), await toPalettePng(png, decoder));
        }
      }
    }
    await decoder.close();
  }

  /** What the new size, language or theme loads and moves has come to rest. */
  async #settled(): Promise<void> {
    await this.#page.mouse.move(0, 0);
    await this.#page.waitForFunction(() => document.querySelector('.ant-skeleton') === null);
    await this.#page.evaluate(async () => {
      await document.fonts.ready;
      await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null)));
    });
  }
}
