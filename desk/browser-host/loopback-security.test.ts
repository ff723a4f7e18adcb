import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARKER } from '../../contract/testing/hostile-values.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { openTestDesk } from '../testing/opened-desk.ts';
import { startBrowserHost } from './server.ts';
import type { BrowserHost } from './server.ts';
import { rawRequest, requestText, statusOf } from './testing/raw-requests.ts';
import type { Sent } from './testing/raw-requests.ts';

/** The items of docs/security.md that ask for raw requests: a real desk behind the real host, and bytes as anybody can send them. */
let opened: OpenedDesk;
let rendererDir: string;
let host: BrowserHost;
let cookie: string;
beforeAll(async () => {
  opened = await openTestDesk({ demo: true });
  rendererDir = await mkdtemp(join(tmpdir(), 'desk-loopback-'));
  await mkdir(join(rendererDir, 'assets'));
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><script nonce="__CSP_NONCE__"></script>');
  await writeFile(join(rendererDir, 'secret.txt'), 'outside of assets');
  await writeFile(join(rendererDir, 'assets', 'index-abc.js'), 'export {};');
  host = await startBrowserHost({ router: opened.desk().router, rendererDir, port: 0 });
  const link = await raw(`GET ${pathOf(host.url)} HTTP/1.1\r\nHost: ${ours()}\r\nConnection: close\r\n\r\n`);
  cookie = /set-cookie: (?<cookie>[^;]+)/iu.exec(link)?.groups?.['cookie'] ?? '';
}, 120_000);
afterAll(async () => {
  await host.close();
  await opened.dispose();
  await rm(rendererDir, { recursive: true, force: true });
});

const ours = (): string => `127.0.0.1:${host.port}`;
const pathOf = (url: string): string => new URL(url).pathname + new URL(url).search;

const raw = (text: string, patience?: number): Promise<string> => rawRequest(host.port, text, patience);
/** A request that is right in all but what a test changes. */
const send = (path: string, sent: Sent = {}): Promise<string> => raw(requestText(path, sent, { host: ours(), cookie }));
const call = (procedure: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<string> =>
  send(`/api/${procedure}`, { method: 'POST', body, headers });

describe('a request that is as it should be', () => {
  it('is answered, so that the refusals below have their own reasons', async () => {
    const answer = await call('system/info', '{}');

    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('"host":"browser"');
  });
});

describe('another name for this machine (DNS rebinding)', () => {
  it.each([
    'desk.example',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1.desk.example',
    'localhost.desk.example',
    '127.0.0.1@desk.example',
    '0.0.0.0',
    '[::1]',
    '2130706433',
    '0x7f.1',
    'LOCALHOST.',
    '',
  ])('is turned away: Host %j', async (name) => {
    const withPort = name.includes(':') && !name.startsWith('[') ? name : `${name}:${host.port}`;
    const host0 = name === '' || name === '127.0.0.1' ? name : withPort;

    const [page, api] = [
      await send('/', { headers: { host: host0 } }),
      await call('system/info', '{}', { host: host0 }),
    ];

    expect([statusOf(page), statusOf(api)].every((status) => status === 403 || status === 400)).toBe(true);
    expect(page + api).not.toContain('nonce');
  });

  it('is turned away where there is no Host, or there are two', async () => {
    const none = await raw(`GET / HTTP/1.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
    const two = await raw(
      `GET / HTTP/1.1\r\nHost: ${ours()}\r\nHost: desk.example\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    );
    const old = await raw(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`);
    const whole = await raw(
      `GET http://desk.example/ HTTP/1.1\r\nHost: desk.example\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    );

    expect([none, two, old, whole].map((answer) => statusOf(answer) >= 400)).toEqual([true, true, true, true]);
  });
});

describe('a page of another site', () => {
  it.each([
    ['its own origin', { origin: 'https://desk.example' }],
    ['no origin of its own', { origin: 'null' }],
    ['an empty origin', { origin: '' }],
    ['our origin and more', { origin: 'http://127.0.0.1.desk.example' }],
    ['another scheme', { origin: 'https://127.0.0.1' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a site of its own, whatever the origin', { 'sec-fetch-site': 'cross-site' }],
    ['the same site, on another port', { 'sec-fetch-site': 'same-site' }],
    [
      'a form that navigates',
      {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'content-type': 'application/x-www-form-urlencoded',
      },
    ],
    ['a body that needs no preflight', { origin: 'https://desk.example', 'content-type': 'text/plain' }],
  ])('cannot call: %s', async (_what, headers) => {
    const answer = await call('system/info', '{}', headers);

    expect(statusOf(answer)).toBe(403);
  });

  it('is allowed nothing by a preflight', async () => {
    const answer = await send('/api/system/info', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://desk.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
        'access-control-request-private-network': 'true',
      },
    });

    expect(statusOf(answer)).toBe(403);
    expect(answer.toLowerCase()).not.toContain('access-control-allow');
  });

  it('is allowed nothing by an answer either', async () => {
    const answers = [await send('/'), await call('system/info', '{}'), await send('/assets/index-abc.js')];

    expect(answers.join('').toLowerCase()).not.toContain('access-control-allow');
    expect(answers.every((answer) => /cross-origin-resource-policy: same-origin/iu.test(answer))).toBe(true);
  });

  it.each(['WebSocket', 'h2c'])('opens no other way of talking: %s', async (protocol) => {
    const answer = await send('/api/system/info', {
      headers: {
        connection: 'Upgrade',
        upgrade: protocol,
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    });

    expect(statusOf(answer)).not.toBe(101);
  });
});

describe('the secret of the link', () => {
  it('is nowhere after its exchange: not in the address, not in a referrer, not in a cache, not in the log', async () => {
    const token = new URL(host.url).searchParams.get('token') ?? '';

    const exchanged = await send(pathOf(host.url), { headers: { cookie: '' } });
    const page = await send('/');

    expect(exchanged).toMatch(/\r\nlocation: \/\r\n/iu);
    expect(exchanged).toMatch(/referrer-policy: no-referrer/iu);
    expect(exchanged).toMatch(/cache-control: no-store/iu);
    expect(exchanged + page).not.toContain(token);
    expect(await logged()).not.toContain(token);
  });

  it.each([
    'GET /?token=',
    'GET /?token',
    'GET /?token=a&token=b',
    'GET /?token[]=a',
    'GET /?__proto__[token]=a',
    'GET /?token=%00',
    'GET /?token=%E0%A4%A',
    'HEAD /?token=',
  ])('is not to be had by %s', async (line) => {
    const answer = await raw(`${line} HTTP/1.1\r\nHost: ${ours()}\r\nConnection: close\r\n\r\n`);

    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(answer.toLowerCase()).not.toContain('set-cookie');
  });

  it.each(['', 'x', `desk_0=${'a'.repeat(43)}`, '__proto__=1', '=', ';;;;', 'a'.repeat(9_000)])(
    'is not replaced by the cookie %j',
    async (other) => {
      const answer = await send('/', { headers: { cookie: other } });

      expect([401, 403, 431]).toContain(statusOf(answer));
    },
  );
});

describe('paths', () => {
  it.each([
    '/../secret.txt',
    '/assets/../secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/%2e%2e%2fsecret.txt',
    '/assets/%252e%252e%252fsecret.txt',
    '/assets/..%5csecret.txt',
    '/assets/..\\secret.txt',
    '/assets/%c0%ae%c0%ae/secret.txt',
    '/assets/..%00/secret.txt',
    '/assets//etc/passwd',
    '/assets/%2fetc%2fpasswd',
    '//etc/passwd',
    '/assets/.',
    '/assets/',
    '/assets',
    '/assets/index-abc.js%00.txt',
    '/assets/index-abc.js/',
    '/secret.txt',
    '/index.html',
    '/%',
    '/api/../secret.txt',
    '/api',
    '/api/',
    '/api/__proto__',
    '/api/constructor/constructor',
    '/api/system/__proto__',
    '/api/system/info/toString',
  ])('lead to no file and no fault: %s', async (path) => {
    const answers = [await send(path), await send(path, { method: 'POST', body: '{}' })];

    expect(answers.map(statusOf).every((status) => status >= 400 && status < 500)).toBe(true);
    expect(answers.join('')).not.toContain('outside of assets');
    expect(answers.join('')).not.toContain('root:');
  });
});

describe('methods', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s does nothing', async (method) => {
    const answers = [await send('/', { method, body: '{}' }), await send('/api/system/info', { method, body: '{}' })];

    expect(answers.map(statusOf).every((status) => status >= 400 && status < 500)).toBe(true);
    expect(answers.join('')).not.toContain(cookie);
  });

  it.each(['x-http-method-override', 'x-method-override', 'x-http-method'])(
    'a read is no call because of %s',
    async (name) => {
      const answer = await send('/api/auth/signOut', { headers: { [name]: 'POST' } });

      expect(statusOf(answer)).toBe(404);
    },
  );
});

describe('a request that is out to confuse', () => {
  it.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 40\r\n'],
    ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n'],
    ['chunks that are none', 'Transfer-Encoding: xchunked\r\n'],
    ['chunks twice', 'Transfer-Encoding: chunked, identity\r\n'],
    ['a negative length', 'Content-Length: -1\r\n'],
    ['a length with a sign', 'Content-Length: +2\r\n'],
    ['a length in hex', 'Content-Length: 0x2\r\n'],
    ['a header with a blank before its colon', 'Content-Length : 2\r\n'],
    ['a header folded over two lines', 'X-A: 1\r\n Content-Length: 2\r\n'],
    ['a header with a zero byte', 'X-A: a\0b\r\nContent-Length: 2\r\n'],
    ['a line that ends in a line feed alone', 'X-A: 1\nContent-Length: 2\r\n'],
  ])('smuggles no second one: %s', async (_what, lines) => {
    const first = `POST /api/system/info HTTP/1.1\r\nHost: ${ours()}\r\nOrigin: http://${ours()}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n${lines}\r\n`;
    const second = `GET /smuggled HTTP/1.1\r\nHost: ${ours()}\r\nConnection: close\r\n\r\n`;

    const answer = await raw(`${first}{}${second}`, 1_500);

    // One answer, and that one a refusal: what follows was never taken for a request of its own.
    expect(answer.match(/HTTP\/1\.1 \d{3}/gu) ?? []).toHaveLength(1);
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
  });

  it('with more headers than fit is refused', async () => {
    const answer = await send('/', { headers: { 'x-long': 'a'.repeat(100_000) } });

    expect(statusOf(answer)).toBe(431);
  });

  it('that is no HTTP is refused', async () => {
    const answers = await Promise.all(
      ['\0\0\0\0\r\n\r\n', 'SSH-2.0-x\r\n', '\u0016\u0003\u0001\0\u0001', `GET / HTTP/9.9\r\n\r\n`].map((text) =>
        raw(text, 1_000),
      ),
    );

    expect(answers.map(statusOf).every((status) => status === 400 || status === 505 || status === 0)).toBe(true);
    expect(statusOf(await call('system/info', '{}'))).toBe(200);
  });

  it('that never ends holds nobody else up', async () => {
    const slow = Array.from({ length: 20 }, () =>
      raw(
        `POST /api/system/info HTTP/1.1\r\nHost: ${ours()}\r\nOrigin: http://${ours()}\r\nCookie: ${cookie}\r\nContent-Length: 100\r\n\r\n{`,
        1_500,
      ),
    );

    const meanwhile = await call('system/info', '{}');

    expect(statusOf(meanwhile)).toBe(200);
    expect((await Promise.all(slow)).every((answer) => !answer.includes('"host":"browser"'))).toBe(true);
  });
});

describe('a body that is out to harm', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a number', '1'],
    ['a prototype', `{"json":{"__proto__":{"polluted":"${MARKER}"}}}`],
    ['a constructor', `{"json":{"constructor":{"prototype":{"polluted":1}}}}`],
    ['a type at the place of a prototype', '{"json":{"a":"1"},"meta":[[1,"__proto__","polluted"]]}'],
    ['a type at the place of a constructor', '{"json":{"a":"1"},"meta":[[1,"constructor","prototype","polluted"]]}'],
    ['a type at a place that there is not', '{"json":{},"meta":[[1,"a","b","c","d"]]}'],
    ['a type that there is not', '{"json":{"login":"x"},"meta":[[999,"login"]]}'],
    ['an expression that goes on for ever', '{"json":{"login":"/(a+)+$/"},"meta":[[6,"login"]]}'],
    ['a large whole number', `{"json":{"login":"${'9'.repeat(50_000)}"},"meta":[[0,"login"]]}`],
    ['notes of types that are none', '{"json":{},"meta":"x"}'],
    ['notes of types without an end', `{"json":{},"meta":${deep}}`],
    ['brackets without an end', `{"json":${deep}}`],
    ['a form that it is not', `--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--`],
  ])('is refused, and the desk goes on: %s', async (_what, body) => {
    const answers = [
      await call('auth/signIn', body),
      await call('drafts/save', body),
      await call('auth/signIn', body, { 'content-type': 'multipart/form-data; boundary=x' }),
    ];

    expect(answers.map(statusOf).every((status) => status >= 400 && status < 500)).toBe(true);
    expect(answers.join('')).not.toContain(MARKER);
    expect('polluted' in {}).toBe(false);
    expect(statusOf(await call('system/info', '{}'))).toBe(200);
  });

  it('says nothing of how the desk is made', async () => {
    const answers = [
      await call('auth/signIn', '{'),
      await send('/nowhere'),
      await call('nowhere/x', '{}'),
      await call('drafts/save', `{"json":{"key":1}}`),
    ];

    expect(answers.join('')).not.toMatch(/node_modules|\.ts:|at \w+ \(|stack|x-powered-by|server:/iu);
  });
});

describe('every answer', () => {
  it.each(['/', '/nowhere', '/assets/index-abc.js', '/assets/nowhere', '/?token=x'])(
    'is typed, framed by nobody and tells no referrer: %s',
    async (path) => {
      const answers = [
        await send(path),
        await send(path, { headers: { cookie: '' } }),
        await send(path, { headers: { host: 'desk.example' } }),
      ];

      for (const answer of answers) {
        expect(answer).toMatch(/x-content-type-options: nosniff/iu);
        expect(answer).toMatch(/referrer-policy: no-referrer/iu);
        expect(answer).toMatch(/cache-control: (?:no-store|private)/iu);
      }
      expect(
        answers
          .filter((answer) => /content-type: text\/html/iu.test(answer))
          .every((answer) => /frame-ancestors 'none'/u.test(answer)),
      ).toBe(true);
    },
  );

  it('gave away nothing of all this to the log', async () => {
    const text = await logged();

    expect(text).not.toContain(MARKER);
    expect(text).not.toContain('"fault"');
    expect(text).not.toContain(cookie.split('=')[1]);
  });
});

async function logged(): Promise<string> {
  const folder = join(opened.dataDir, 'logs');
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  return files.join('');
}
