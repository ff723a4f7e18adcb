import sample from '../../domain/policy/packs/sample.json' with { type: 'json' };
import { expectAxeClean } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/desk.ts';
import { PolicyPage } from '../pages/policy-page.ts';
import { SignInPage } from '../pages/sign-in-page.ts';

const OWN = { ...sample, id: 'operator', version: 1, isSample: false, name: { zh: '测试机构政策', en: 'Test policy' } };

test('an administrator sees what a policy pack would change, installs it, and everybody works by it', async ({
  page,
}) => {
  // given
  const admin = await new SignInPage(page).signIn('admin1');
  await admin.open('政策与话术');
  const policy = new PolicyPage(page);
  await expect(policy.version).toContainText('样例政策包');

  // when
  await policy.choose({ ...OWN, notice: { zh: '只有中文' } });
  await expect(policy.refusal).toContainText('notice.en');
  await policy.choose(OWN);
  await expect(policy.change).toContainText('operator 第 1 版');
  await expect(policy.change).toContainText(/自 \d{4}-\d{2}-\d{2} 起启用，现行的是 sample 第 \d+ 版/);
  await expect(policy.refusal).toHaveCount(0);
  await expect(policy.confirm).toBeFocused();
  await expectAxeClean(page);
  await page.keyboard.press('Enter');

  // then
  await expect(policy.done).toContainText('已装载：测试机构政策');
  await expect(policy.version).toContainText('测试机构政策');
  await policy.choose(OWN);
  await expect(policy.refusal).toContainText('operator 第 1 版已装载，版本不可替换');
  await admin.signOut();
  const agent = await new SignInPage(page).signIn('agent1');
  await agent.open('政策与话术');
  await expect(policy.version).toContainText('测试机构政策');
  await expect(policy.mayInstall).toHaveCount(0);
});
