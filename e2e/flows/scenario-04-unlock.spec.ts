import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { signIn } from '../pages/console.ts';
import { ONE_POINT } from '../pages/files.ts';
import { verifiedAtCounter } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

test('scenario 04: a clerk sees the originals of a locked customer, a supervisor unlocks, the customer can file', async ({
  page,
}) => {
  // given: locked on every channel by what happened before
  const owner = customer(16);
  const hands = handsAt(page);
  const clerk = await signIn(hands, 'clerk1');
  const visit = await clerk.walkIn();
  await visit.scanIn(owner.terminalSn);

  // when: the clerk collects the proof, and cannot unlock by it
  await visit.startUnlocking();
  await visit.seeOriginal('id_card_original', owner.idNo);
  await expect(visit.outcome).toContainText('已一致：身份证原件');
  await clerk.notes().attach('证件复印件', { name: 'copy.png', mimeType: 'image/png', buffer: ONE_POINT });
  await expectAxeClean(page);
  await clerk.signOut();

  // when: the supervisor does
  const supervisor = await signIn(hands, 'supervisor1');
  const locks = await supervisor.openLocks();
  await expect(locks.locked).toHaveCount(1);
  await locks.unlockByOriginals('原件与本人一致，已留存复印件');
  await expect(locks.work).toContainText('已解锁，可以重新核身');
  await expect(locks.locked).toHaveCount(0);
  await expectAxeClean(page);
  await supervisor.signOut();

  // then
  const again = await signIn(hands, 'clerk1');
  const decide = await verifiedAtCounter(again, owner);
  const file = await decide.next();
  await expect(file.reason).toBeFocused();
});
