import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

// Where the desk is reached over HTTP, an answer can be held back for as long as it takes.
test('a screen that comes late does not take the words of a note', async ({ page }) => {
  // given: a call whose candidates the desk is slow to find, and somebody who is at the note already
  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const hands = handsAt(page);
  const agent = await signIn(hands, 'agent1');
  await page.route('**/api/contacts/candidates', async (route) => {
    await asked;
    await route.continue();
  });
  const verify = await agent.newCall(customer(1).mobile);
  const notes = agent.notes();
  await notes.type('客户说');
  await expect(verify.candidates).toHaveCount(0);

  // when: the step has what it waited for, with a key held down that does nothing by itself
  await page.keyboard.down('Control');
  answer();
  await expect(verify.candidates.first()).toBeVisible();
  await expect(notes.field).toBeFocused();
  await page.keyboard.up('Control');
  await hands.keys.type('POS');

  // then: every word is in the note, and the focus is where the hands are
  await expect(notes.field).toHaveValue('客户说POS');
  await expect(notes.field).toBeFocused();
});
