import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { openTestDesk } from '../testing/opened-desk.ts';
import { startBrowserHost } from './server.ts';
import type { BrowserHost } from './server.ts';
import { rawRequest, requestText, statusOf } from './testing/raw-requests.ts';

/** A host whose patience is a fifth of a second. */
let opened: OpenedDesk;
let rendererDir: string;
let host: BrowserHost;
beforeAll(async () => {
  opened = await openTestDesk();
  rendererDir = await mkdtemp(join(tmpdir(), 'desk-slow-'));
  await mkdir(join(rendererDir, 'assets'));
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html>');
  host = await startBrowserHost({ router: opened.desk().router, rendererDir, port: 0, requestTimeoutMs: 200 });
});
afterAll(async () => {
  await host.close();
  await opened.dispose();
  await rm(rendererDir, { recursive: true, force: true });
});

describe('a request that does not come to an end', () => {
  it('is answered with 408 and cut off when its time is up', async () => {
    const name = `127.0.0.1:${host.port}`;
    const { pathname, search } = new URL(host.url);
    const link = await rawRequest(host.port, requestText(pathname + search, {}, { host: name, cookie: '' }));
    const cookie = /set-cookie: (?<cookie>[^;]+)/iu.exec(link)?.groups?.['cookie'] ?? '';
    const head = `POST /api/system/info HTTP/1.1\r\nHost: ${name}\r\nOrigin: http://${name}\r\nCookie: ${cookie}\r\n`;

    const answers = await Promise.all([
      rawRequest(host.port, `${head}Content-Length: 100\r\n\r\n{`, 15_000),
      rawRequest(host.port, head, 15_000),
    ]);

    expect(cookie).not.toBe('');
    expect(answers.map(statusOf)).toEqual([408, 408]);
  });
});
