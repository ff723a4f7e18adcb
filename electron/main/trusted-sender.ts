import type { WebContents, WebFrameMain } from 'electron';
import { PAGE_URL } from './page-url.ts';

/** Whether a message comes from our own page, in the main frame of the window it should come from. */
export function isFromPage(
  sender: { frame: WebFrameMain | null; contents: WebContents },
  expected: WebContents,
): boolean {
  const { frame, contents } = sender;
  return contents === expected && frame !== null && frame === contents.mainFrame && isPageUrl(frame.url);
}

/** The page itself, at whatever place of its own it is (`#/…`). */
function isPageUrl(url: string): boolean {
  return url === PAGE_URL || url.startsWith(`${PAGE_URL}#`);
}
