import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { expectFits, expectInWords } from '../fixtures/words.ts';
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
            await expectInWords(page);
            await expectFits(page);
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
