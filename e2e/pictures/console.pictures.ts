import { join } from 'node:path';
import { writeImportFixture } from '../../desk/import/testing/import-fixture.ts';
import { ROOT } from '../fixtures/browser-process.ts';
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/desk.ts';
import type { Desk } from '../fixtures/desk.ts';
import { Console } from '../pages/console.ts';
import type { Language } from '../pages/console-frame.ts';
import { DecideStep } from '../pages/decide-step.ts';
import { FileStep } from '../pages/file-step.ts';
import { handsAt } from '../pages/hands.ts';
import type { Hands } from '../pages/hands.ts';
import { ImportsPage } from '../pages/imports-page.ts';
import { codeOn, customer } from '../pages/people.ts';
import { SignInPage } from '../pages/sign-in-page.ts';
import { TasksStep } from '../pages/tasks-step.ts';
import { VerifyStep } from '../pages/verify-step.ts';
import { WrapUpStep } from '../pages/wrap-up-step.ts';
import { Camera } from './camera.ts';

/** Whose terminal came five days ago, not opened: the ordinary case of a cancellation. */
const CALLER = customer(1);

test('one cancellation from the call to the refund task, and an import', async ({ page, desk }, testInfo) => {
  const hands = handsAt(page);
  const camera = new Camera(page, join(ROOT, 'docs', 'pictures'));
  await camera.take('sign-in', { switchLanguage: (language) => switchAtSignIn(hands, language) });

  const caseCode = await takeCall(hands, desk, camera);
  await approve(hands, camera, caseCode);
  await wrapUp(hands, camera);
  await importOrders(hands, camera, testInfo.outputPath('测试平台订单导出.xlsx'));
});

async function switchAtSignIn({ page }: Hands, language: Language): Promise<void> {
  if ((await page.locator('html').getAttribute('lang'))?.startsWith(language) === true) return;
  await page.getByRole('button', { name: /^(English|中文)$/ }).click();
  await page.locator(`html[lang^="${language}"]`).waitFor();
}

/** Answers the code of the case that was filed. */
async function takeCall(hands: Hands, desk: Desk, camera: Camera): Promise<string> {
  const { page, keys } = hands;
  const frame = await new SignInPage(page).signIn('agent1');
  const verify = await new Console(hands).newCall(CALLER.mobile);
  await verify.chooseCandidate();
  await verify.start();
  await camera.take('verify', frame);
  await verify.fields.first().focus();
  await verify.answer({ person_name: CALLER.name, id_no_last6: CALLER.last6, sms_code: codeOn(desk, CALLER) });
  await verify.expectLevel('L2');

  await keys.press('Alt+2');
  const search = page.getByRole('main').getByRole('combobox');
  await search.fill('yangli');
  await page.getByRole('main').getByRole('option').first().waitFor();
  await camera.take('find', frame);
  await search.fill('');
  await page.getByRole('main').getByRole('option').first().click();

  const decide = await DecideStep.opened(hands);
  await chooseReason(hands, decide.region.getByRole('combobox', { name: '取消原因' }), '预算调整');
  for (const question of ['拆封了吗', '试用过吗', '有损坏吗'])
    await decide.region.getByRole('radiogroup', { name: question }).getByText('否', { exact: true }).click();
  await camera.take('decide', frame, { wide: true });

  await keys.press('Alt+4');
  const file = await FileStep.opened(hands);
  await file.said.fill('门面的事先缓一缓，机器还没拆，押金能退的话就不要了。');
  await file.region.getByText('已读给客户听', { exact: true }).click();
  await file.region.getByText('短信', { exact: true }).click();
  for (const group of await file.region.getByRole('radiogroup', { name: /客户是否同意$/ }).all())
    await group.getByText('同意', { exact: true }).click();
  for (const group of await file.region.getByRole('radiogroup', { name: /收到没有$/ }).all())
    await group.getByText('已收', { exact: true }).click();
  for (const box of await file.region.getByRole('checkbox', { name: /归还/ }).all()) await box.check();
  await camera.take('file', frame, { wide: true });

  await file.region.getByRole('checkbox', { name: /已复述/ }).check();
  const filed = await file.file();
  const caseCode = await filed.code.innerText();
  await frame.signOut();
  return caseCode;
}

async function chooseReason({ page, keys }: Hands, field: Locator, name: string): Promise<void> {
  await field.click();
  await keys.type(name);
  await expect(page.getByRole('option', { name })).toHaveCount(1);
  await keys.press('Enter');
}

/** A supervisor's side: the queue, and the case with the approval in hand. */
async function approve(hands: Hands, camera: Camera, caseCode: string): Promise<void> {
  const frame = await new SignInPage(hands.page).signIn('supervisor1');
  const queue = await new Console(hands).openCases('待审核');
  await camera.take('review', frame);
  await queue.grid.focus();
  const found = await queue.open(caseCode);
  const approval = await found.approve();
  await camera.take('case', frame, { wide: true });
  await approval.go();
  await frame.signOut();
}

/** Back at the agent's desk: what the approval set going, and the end of the contact. */
async function wrapUp(hands: Hands, camera: Camera): Promise<void> {
  const { page, keys } = hands;
  const frame = await new SignInPage(page).signIn('agent1');
  await page.getByRole('banner').getByRole('link', { name: /^来电/ }).click();
  await new VerifyStep(hands).region.waitFor();
  await keys.press('Alt+5');
  await TasksStep.opened(hands);
  await camera.take('tasks', frame);
  await keys.press('Alt+6');
  await WrapUpStep.opened(hands);
  await camera.take('wrap-up', frame);
  await frame.signOut();
}

async function importOrders(hands: Hands, camera: Camera, path: string): Promise<void> {
  await writeImportFixture({ path, kind: 'terminal_application', format: 'xlsx', rows: 1200, badRows: 29, seed: 7 });
  const frame = await new SignInPage(hands.page).signIn('admin1');
  await frame.open('订单导入');
  const imports = new ImportsPage(hands.page);
  await imports.choose(path);
  await imports.start();
  await camera.take('import-report', frame);
}
