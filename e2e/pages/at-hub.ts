import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import type { Console } from './console.ts';
import type { Customer } from './people.ts';
import type { VerifyStep } from './verify-step.ts';

/** A visit: the terminal is scanned, the card seen. */
export async function knownAtTheCounter(clerk: Console, { terminalSn, idNo }: Customer): Promise<VerifyStep> {
  const verify = await clerk.walkIn();
  await verify.scanIn(terminalSn);
  await verify.start();
  await verify.seeOriginal('id_card_original', idNo);
  await verify.expectLevel('L2');
  return verify;
}

/** The top bar says that everything was exchanged: whatever the hub knows is on the desk, and its line may be cut. */
export async function inStep(page: Page): Promise<Locator> {
  const line = page.getByRole('banner').getByRole('link', { name: /连线/ });
  await expect(line).toHaveText(/已连线 · 待传 0/, { timeout: 60_000 });
  return line;
}
