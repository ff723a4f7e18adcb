import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures/desk.ts';
import { KeyGroups } from '../fixtures/keyboard.ts';

/** What every page model works with: the window, and the hands at its keyboard, which count what they press. */
export interface Hands {
  readonly page: Page;
  readonly keys: KeyGroups;
}

export function handsAt(page: Page): Hands {
  return { page, keys: new KeyGroups(page) };
}

/** Chooses in a radio group whose first button has the focus, or its chosen one, with the keys that radio buttons have. */
export async function pickFocused({ keys }: Hands, group: Locator, option: string): Promise<void> {
  const buttons = group.getByRole('radio');
  await expect(buttons.first()).toBeFocused();
  const names = await group.locator('label').allInnerTexts();
  const at = names.map((name) => name.trim()).indexOf(option);
  expect(at, `“${option}” among ${names.join(', ')}`).toBeGreaterThanOrEqual(0);
  if (at === 0) await keys.press('Space');
  else await keys.press('ArrowRight', at);
  await expect(group.getByRole('radio', { name: option, exact: true })).toBeChecked();
}
