import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { os } from '@orpc/server';
import type { RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createChangeFeed } from '../router/change-feed.ts';
import type { DeskRequestContext } from '../router/context.ts';
import { createSystemRouter } from '../router/system.ts';
import { MAX_BODY_BYTES, startBrowserHost } from './server.ts';
import type { BrowserHost } from './server.ts';

const PAGE = '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__"></script>';
const description = { dataDir: '/data/demo', host: 'browser', demo: true, keyProtection: 'file' } as const;
const changes = createChangeFeed();
const procedure = os.$context<DeskRequestContext>();
const router = {
  system: createSystemRouter(description, changes),
  whoAmI: procedure.handler(({ context }) => context),
  digest: procedure.input(z.object({ file: z.instanceof(Blob) })).handler(async ({ input }) => {
    const bytes = new Uint8Array(await input.file.arrayBuffer());
    return { size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
  }),
};

let rendererDir = '';
let host: BrowserHost;
beforeAll(async () => {
  rendererDir = await mkdtemp(join(tmpdir(), 'desk-renderer-'));
  await mkdir(join(rendererDir, 'assets'));
  await writeFile(join(rendererDir, 'index.html'), PAGE);
  await writeFile(join(rendererDir, 'secret.txt'), 'outside of assets');
  await writeFile(join(rendererDir, 'assets', 'index-abc.js'), 'export {};');
  host = await startBrowserHost({ router, rendererDir, port: 0 });
});
afterAll(async () => {
  await host.close();
  await rm(rendererDir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly address?: string;
}

/** A request as anybody could send it: nothing is added, and no header is forbidden. */
function ask(path: string, { method = 'GET', headers = {}, body, address = '127.0.0.1' }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: address, port: host.port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function signedCookie(url = host.url): Promise<string> {
  const { pathname, search } = new URL(url);
  const answer = await ask(pathname + search);
  return (answer.headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? '';
}

const origin = (): string => `http://127.0.0.1:${host.port}`;

async function client(): Promise<RouterClient<typeof router>> {
  const cookie = await signedCookie();
  return createORPCClient(new RPCLink({ url: `${origin()}/api`, headers: { cookie, origin: origin() } }));
}

function post(path: string, headers: Record<string, string>): Promise<Answer> {
  return ask(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' });
}

describe('the link', () => {
  it('is exchanged at once for a cookie that scripts and other sites cannot use, and leads to a clean address', async () => {
    const { pathname, search } = new URL(host.url);

    const answer = await ask(pathname + search);

    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^desk_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('with another token opens nothing', async () => {
    const answer = await ask(`/?token=${'a'.repeat(43)}`);

    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('that the program opens itself works once', async () => {
    const url = host.issueUrl();

    const first = await signedCookie(url);
    const second = await signedCookie(url);

    expect(first).not.toBe('');
    expect(second).toBe('');
  });
});

describe('whoever has no cookie', () => {
  it.each(['/', '/assets/index-abc.js'])('gets nothing of %s', async (path) => {
    const answer = await ask(path);

    expect(answer.status).toBe(401);
    expect(answer.body).not.toContain('csp-nonce');
  });

  it('cannot call the desk', async () => {
    const answer = await post('/api/system/info', { origin: origin() });

    expect(answer.status).toBe(401);
  });
});

describe('another site', () => {
  it('whose name points here is turned away by its host, cookie or not', async () => {
    const cookie = await signedCookie();

    const page = await ask('/', { headers: { cookie, host: `desk.example:${host.port}` } });
    const link = await ask(`/${new URL(host.url).search}`, { headers: { host: `desk.example:${host.port}` } });

    expect(page.status).toBe(403);
    expect(link.status).toBe(403);
  });

  it.each([
    ['an origin of its own', { origin: 'https://desk.example' }],
    ['no origin', {}],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
  ])('cannot call the desk with %s', async (_what, headers) => {
    const cookie = await signedCookie();

    const answer = await post('/api/system/info', { cookie, ...headers });

    expect(answer.status).toBe(403);
  });

  it('cannot load a script of ours', async () => {
    const cookie = await signedCookie();

    const answer = await ask('/assets/index-abc.js', { headers: { cookie, 'sec-fetch-site': 'cross-site' } });

    expect(answer.status).toBe(403);
  });

  it('cannot call by reading either', async () => {
    const cookie = await signedCookie();

    const answer = await ask('/api/system/info', { headers: { cookie } });

    expect(answer.status).toBe(404);
  });
});

describe('the page', () => {
  it('comes with a policy whose nonce is its own, another one each time', async () => {
    const cookie = await signedCookie();

    const [first, second] = [await ask('/', { headers: { cookie } }), await ask('/', { headers: { cookie } })];

    const nonce = /'nonce-([^']+)'/.exec(String(first.headers['content-security-policy']))?.[1] ?? '';
    expect(nonce).toMatch(/^[\w+/]{22}==$/);
    expect(first.body).toContain(`nonce="${nonce}"`);
    expect(first.body).not.toContain('__CSP_NONCE__');
    expect(second.body).not.toContain(nonce);
  });

  it('allows no script but its own, no frame around it, and is kept nowhere', async () => {
    const cookie = await signedCookie();

    const { headers } = await ask('/', { headers: { cookie } });

    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it.each(['/assets/../secret.txt', '/assets/%2e%2e/secret.txt', '/secret.txt', '/assets/..%2fsecret.txt'])(
    'gives no file outside of its assets: %s',
    async (path) => {
      const cookie = await signedCookie();

      const answer = await ask(path, { headers: { cookie } });

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('outside of assets');
    },
  );
});

describe('the desk behind it', () => {
  it('answers, and nothing of the answer is kept', async () => {
    const cookie = await signedCookie();

    const answer = await post('/api/system/info', { cookie, origin: origin() });

    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(answer.body)).toMatchObject({ json: { host: 'browser', dataFolder: 'demo' } });
  });

  it('knows one browser from another', async () => {
    const [one, another] = [await client(), await client()];

    const ids = [await one.whoAmI(), await one.whoAmI(), await another.whoAmI()].map(({ clientId }) => clientId);

    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('takes a file of 30 MB whole', async () => {
    const bytes = new Uint8Array(30_000_000).map((_byte, index) => index * 31);
    const desk = await client();

    const answer = await desk.digest({ file: new File([bytes], '订单.csv') });

    expect(answer).toEqual({ size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') });
  });

  it('tells what has changed for as long as somebody listens', async () => {
    const desk = await client();
    const ending = new AbortController();
    const notices = await desk.system.changes(undefined, { signal: ending.signal });

    changes.publish(['cases', 'case/1']);
    const heard = await notices.next();
    ending.abort();

    expect(heard.value).toEqual({ topics: ['cases', 'case/1'] });
    await expect(notices.next()).rejects.toThrow('aborted');
  });

  it('refuses a body that is too large, or does not say how large, before reading it', async () => {
    const cookie = await signedCookie();
    const headers = { cookie, origin: origin(), 'content-type': 'application/json' };

    const tooLarge = await ask('/api/digest', {
      method: 'POST',
      headers: { ...headers, 'content-length': String(MAX_BODY_BYTES + 1) },
    });
    const unsaid = await ask('/api/digest', {
      method: 'POST',
      headers: { ...headers, 'transfer-encoding': 'chunked' },
    });

    expect(tooLarge.status).toBe(413);
    expect(unsaid.status).toBe(411);
  });
});

describe.runIf(process.platform === 'linux')('the network', () => {
  it('does not reach it: it listens on 127.0.0.1 and on no other address', async () => {
    // On Linux all of 127.0.0.0/8 is this machine: a server on every address would answer here.
    await expect(ask('/', { address: '127.0.0.2' })).rejects.toThrow('ECONNREFUSED');
  });
});
