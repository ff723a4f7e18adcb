import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { contentSecurityPolicy, pageWithNonce, SECURITY_HEADERS } from '../../desk/hosting/page-policy.ts';

import { fileWithin } from './file-within.ts';
import { PAGE_HOST, SCHEME } from './page-url.ts';

/** Before the application is ready: the page's own scheme is a secure origin like https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Once it is ready: serves the built page from `rendererDir` and nothing outside of it. */
export function serveApp(rendererDir: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const { host, pathname } = new URL(url);
    if (method !== 'GET' || host !== PAGE_HOST) return plain(404);
    if (pathname === '/') return page(rendererDir);
    const file = fileWithin(rendererDir, pathname);
    return file === undefined ? plain(404) : asset(file);
  });
}

async function page(rendererDir: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const html = pageWithNonce(await readFile(join(rendererDir, 'index.html'), 'utf8'), nonce);
  return new Response(html, {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': 'no-store',
    },
  });
}

async function asset(file: string): Promise<Response> {
  try {
    const found = await net.fetch(pathToFileURL(file).href, { bypassCustomProtocolHandlers: true });
    const headers = new Headers(found.headers);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
    return new Response(found.body, { status: found.status, headers });
  } catch {
    return plain(404);
  }
}

function plain(status: number): Response {
  return new Response('', { status });
}
