import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import type { ConsoleFrame } from '../pages/console-frame.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

/** Everybody's screens once, and the supervisor's, which are the most, in both languages and both themes. */
const WALKS = [
  { name: 'Chinese, light', language: 'zh', colorScheme: 'light', roles: ['agent', 'supervisor'] },
  {
    name: 'English, dark',
    language: 'en',
    colorScheme: 'dark',
    roles: ['supervisor', 'admin', 'finance', 'warehouse', 'auditor'],
  },
] as const;

/** `sign-in.locked.title`, `terms:caseStatus.filed`, `{{count}}`: what is seen where a sentence is missing. */
const UNTRANSLATED = /\{\{|\}\}|\b[a-z][\w-]*:[a-zA-Z]\w*|\b[a-z]\w*\.[a-z]\w*\.[a-zA-Z]\w*\b/;

for (const { name, language, colorScheme, roles } of WALKS) {
  test.describe(name, () => {
    test.use({ colorScheme });

    for (const role of roles) {
      test(`${role}: every screen of the left column is in words, accessible, and fits the window`, async ({
        page,
      }) => {
        const frame = await new SignInPage(page).signIn(`${role}1`);
        const errors = consoleErrorsOf(frame);
        await frame.switchLanguage(language);
        const links = await frame.navigation.getByRole('link').all();
        expect(links.length, 'screens in the left column').toBeGreaterThan(1);

        for (const link of links) {
          const screen = await frame.follow(link);
          await test.step(screen, async () => {
            await expectInWords(frame);
            await expectFits(frame);
            await expectAxeClean(page);
          });
        }
        expect(errors, 'errors in the console').toEqual([]);
      });
    }
  });
}

function consoleErrorsOf({ page }: ConsoleFrame): readonly string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

async function expectInWords({ page }: ConsoleFrame): Promise<void> {
  const spoken = await page.evaluate(() =>
    [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    ),
  );
  const seen = (await page.locator('body').innerText()).split('\n');
  expect([...seen, ...spoken].filter((text) => UNTRANSLATED.test(text))).toEqual([]);
}

async function expectFits({ page }: ConsoleFrame): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, 'pixels to scroll sideways').toBe(0);
  const main = await page.evaluate(() => {
    const work = document.querySelector('main');
    return work === null ? 0 : work.scrollWidth - work.clientWidth;
  });
  expect(main, 'pixels to scroll the work sideways').toBe(0);
}
