/** An hour's calls one after the other as quickly as they go, and what the two processes hold as they go by. */
import type { CDPSession, Page } from '@playwright/test';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import { openWindow, searchBox, signIn } from './hosts.ts';
import type { HostName } from './hosts.ts';
import { grew, heldBy } from './memory.ts';
import type { Held } from './memory.ts';

/** Calls of an hour: three minutes each, and none between. */
const CALLS = 20;
/** What may come and go: a growth of more is one. */
const ALLOWED = { share: 0.05, megabytes: 5 };

export interface Hour {
  readonly host: HostName;
  readonly calls: number;
  /** After each call, what is in use of the page's heap once it was collected, in megabytes. */
  readonly heap: readonly number[];
  readonly renderer: readonly (Held | null)[];
  readonly desk: readonly (Held | null)[];
  /** Whether the last third holds more than the third before it: of the heap, and of the desk's process (null: the system does not say). */
  readonly grew: { readonly heap: boolean; readonly desk: boolean | null };
}

export async function workAnHour(host: HostName, dataDir: string): Promise<Hour> {
  const window = await openWindow(host, dataDir);
  const { page, pids } = window;
  try {
    await signIn(page);
    const session = await page.context().newCDPSession(page);
    const heap: number[] = [];
    const renderer: (Held | null)[] = [];
    const desk: (Held | null)[] = [];
    for (let call = 0; call < CALLS; call += 1) {
      await takeCall(page, call);
      heap.push(await heapInUse(session));
      renderer.push(heldBy(pids.renderer));
      desk.push(heldBy(pids.desk));
    }
    const known = desk.flatMap((held) => held?.pss ?? []);
    return {
      host,
      calls: CALLS,
      heap,
      renderer,
      desk,
      grew: { heap: grew(heap, ALLOWED), desk: known.length < CALLS ? null : grew(known, ALLOWED) },
    };
  } finally {
    await window.close();
  }
}

/** Megabytes, after a whole collection. */
async function heapInUse(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1e5) / 10;
}

/** A call as an agent takes it: number, notes, three searches, an order, the queues, and how it ended. */
async function takeCall(page: Page, call: number): Promise<void> {
  const { order, party } = generatedOrder(call * 14);
  await page.keyboard.press('F2');
  await page.getByLabel('对方号码').fill(party.mobile ?? '');
  await page.keyboard.press('Enter');
  const beside = page.getByRole('complementary', { name: '备注与时间线' });
  await page.getByText('对方可能是谁').waitFor();
  const notes = beside.getByRole('textbox', { name: '备注' });
  await notes.click();
  await notes.fill('客户来电询问能不能撤单');
  await page.keyboard.press('Control+Enter');
  await beside.getByRole('tabpanel', { name: '时间线' }).getByText('客户来电询问').first().waitFor();
  const found = page.getByRole('listbox', { name: '查找结果' }).getByRole('option');
  for (const typed of ['zhangwei', '便利店', order.orderNo]) {
    await page.keyboard.press('Control+K');
    await searchBox(page).fill(typed);
    await found.first().waitFor();
  }
  await found.filter({ hasText: order.orderNo }).first().waitFor();
  await page.keyboard.press('Enter');
  await found.first().waitFor({ state: 'hidden' });
  const queues = page.getByRole('navigation', { name: '我的工作' }).getByRole('link');
  const count = await queues.count();
  for (let at = 0; at < count; at += 1) {
    await queues.nth(at).click();
    await page.getByRole('main').waitFor();
    await page.waitForTimeout(100);
  }
  await page.getByRole('banner').getByRole('link', { name: /来电/ }).first().click();
  await page.keyboard.press('Alt+6');
  await page.getByRole('combobox', { name: '小结码' }).waitFor();
  await page.getByRole('combobox', { name: '小结码' }).fill('已解答');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status', { name: '这通联系已完成' }).waitFor();
}
