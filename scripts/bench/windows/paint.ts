/** From a key that goes down in the search box to the frame that shows the last of what it changed. */
import type { Page } from '@playwright/test';
import { timingOf } from '../measure.ts';
import type { Timing } from '../measure.ts';
import { searchBox } from './hosts.ts';

/** Names, pinyin, initials and numbers, as people type them; each key is one measurement. */
const TYPED = ['张伟', 'zhangwei', 'zw', '便利店', '13800', '0042', 'liming', '李明', 'wjing', '测试商户'];
/** Nothing has changed for that long: the page is done with the key. */
const QUIET_MS = 120;

/** Notes, in the page, when each key went down and when the last frame after it was painted. */
function watch(page: Page): Promise<void> {
  return page.getByRole('search').evaluate((region) => {
    const keys: { at: number; painted: number }[] = [];
    Object.assign(globalThis, { keys });
    const painted = (): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => {
          const last = keys.at(-1);
          if (last !== undefined) last.painted = performance.now();
        });
        port1.start();
        // Answered when the frame has been handed on.
        port2.postMessage(null);
      });
    };
    region.addEventListener('keydown', (event) => keys.push({ at: event.timeStamp, painted: 0 }), true);
    region.addEventListener('input', painted, true);
    new MutationObserver(painted).observe(region, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
}

/** Of the first key in a desk just opened; microseconds. */
export async function firstPaint(page: Page): Promise<number> {
  await searchBox(page).click();
  await watch(page);
  return keyPainted(page, '张');
}

/** Puts in one character and waits until the page is done with it; microseconds from the key to the last frame of it. */
async function keyPainted(page: Page, key: string): Promise<number> {
  const isKey = /[\da-z]/u.test(key);
  // A character that no key has is put in as an input method puts it, after a key that changes nothing.
  await page.keyboard.press(isKey ? key : 'Shift');
  if (!isKey) await page.keyboard.insertText(key);
  await page.waitForTimeout(QUIET_MS);
  const last = await page.evaluate(() =>
    (globalThis as unknown as { keys: { at: number; painted: number }[] }).keys.at(-1),
  );
  if (last === undefined || last.painted === 0) throw new Error('a key was not painted');
  return (last.painted - last.at) * 1000;
}

/** Microseconds. */
export async function paintTiming(page: Page, rounds: number): Promise<Timing> {
  await searchBox(page).click();
  await watch(page);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const typed of TYPED) {
      await searchBox(page).fill('');
      await page.waitForTimeout(QUIET_MS);
      for (const key of typed) {
        const time = await keyPainted(page, key);
        if (round > 0) times.push(time);
      }
    }
  }
  return timingOf(times);
}
