import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { contentSecurityPolicy, pageWithNonce, SECURITY_HEADERS } from '../../desk/hosting/page-policy.ts';

const SCHEME = 'app';
export const PAGE_URL = `${SCHEME}://desk/`;

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
    if (method !== 'GET' || host !== 'desk') return plain(404);
    if (pathname === '/') return page(rendererDir);
    const file = fileWithin(rendererDir, pathname);
    return file === undefined ? plain(404) : asset(file);
  });
}

/** The file that a URL's path names, undefined when it leads out of the folder. */
export function fileWithin(folder: string, pathname: string): string | undefined {
  try {
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    return path.startsWith(folder + sep) && !path.includes('\0') ? path : undefined;
  } catch {
    // A malformed escape names no file.
    return undefined;
  }
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
