import { app } from 'electron';
import type { Session } from 'electron';
import { PAGE_URL } from './page-url.ts';

/** What the page may have besides nothing: putting a case code on the clipboard when somebody presses "copy". */
const PERMITTED = 'clipboard-sanitized-write';
/** Our own page, what it makes itself, and the inspector. */
const LOADABLE = ['app:', 'blob:', 'data:', 'devtools:'];

/** For every page this application will ever have: it stays where it is, opens nothing, embeds nothing. */
export function hardenAllContents(): void {
  app.on('web-contents-created', (_created, contents) => {
    const stay = (event: { preventDefault(): void }, url: string): void => {
      if (url !== PAGE_URL) event.preventDefault();
    };
    contents.on('will-navigate', (event, url) => stay(event, url));
    contents.on('will-redirect', (event, url) => stay(event, url));
    contents.on('will-frame-navigate', (event) => stay(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** No permissions, no devices, no network: everything comes from the application itself. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === PERMITTED));
  session.setPermissionCheckHandler((_contents, permission) => permission === PERMITTED);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !LOADABLE.some((scheme) => details.url.startsWith(scheme)) });
  });
  session.on('will-download', (event, item) => {
    // Files that the page makes (a report, bad rows) may be saved; nothing else can be reached anyway.
    if (!item.getURL().startsWith(`blob:${PAGE_URL.slice(0, -1)}`)) event.preventDefault();
  });
}
