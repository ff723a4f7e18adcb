import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { Console, signIn } from '../pages/console.ts';
import { answerAtCounter } from '../pages/filing.ts';
import { handsAt } from '../pages/hands.ts';
import { customer } from '../pages/people.ts';

test('scenario 09 at the counter: scanned, proven by the original card, filed and printed without a mouse', async ({
  page,
}) => {
  // given
  const visitor = customer(1);
  const hands = handsAt(page);
  await signIn(handsAt(page), 'clerk1');
  const console = new Console(hands);
  await hands.keys.watchMouse();

  // when: the terminal on the counter leads to its order, the card to its owner
  const verify = await console.walkIn();
  await verify.scanIn(visitor.terminalSn);
  await verify.start();
  await verify.seeOriginal('id_card_original', visitor.idNo);
  await verify.expectLevel('L2');
  await expect(verify.region).toContainText('请当面把身份证还给客户，不得留存');

  // when: decided and filed
  const decide = await verify.next();
  await expect(decide.verdict).toContainText('七日无理由');
  const file = await decide.next();
  await answerAtCounter(file);
  await expectAxeClean(page);
  const filed = await file.file();
  const caseCode = await filed.code.innerText();

  // then: the card is to be given back, and the receipt bears the code as bars
  await expect(filed.region).toContainText('请确认身份证、合同等原件已当面归还客户');
  const receipt = await filed.openPaper('打印回执');
  await expect(receipt.getByRole('img', { name: caseCode })).toBeVisible();
  await expect(receipt).toContainText('证件已归还');
  await expectAxeClean(page);
  await hands.keys.expectKeyboardOnly(60);
});
