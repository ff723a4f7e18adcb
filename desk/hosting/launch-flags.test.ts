import { describe, expect, it } from 'vitest';
import { parseBrowserFlags, parseElectronFlags } from './launch-flags.ts';
import type { Surroundings } from './data-folder.ts';

const LINUX: Surroundings = { platform: 'linux', env: {}, home: '/home/tester' };

describe('the flags of the browser host', () => {
  it('default to real data in the usual place, the usual port, an opened browser', () => {
    const parsed = parseBrowserFlags([], LINUX);

    expect(parsed).toEqual({
      ok: true,
      value: {
        dataDir: '/home/tester/.local/share/chedan-desk/solo',
        demo: false,
        smsGatewayUrl: undefined,
        port: undefined,
        open: true,
        passphrase: false,
      },
    });
  });

  it('are taken as given', () => {
    const args = ['--demo', '--port', '4777', '--no-open', '--passphrase', '--data-dir', '/srv/desk'];

    const parsed = parseBrowserFlags([...args, '--sms-gateway', 'http://127.0.0.1:9/'], LINUX);

    expect(parsed).toMatchObject({
      ok: true,
      value: { demo: true, port: 4777, open: false, passphrase: true, dataDir: '/srv/desk' },
    });
  });

  it.each([
    ['an unknown flag', ['--verbose']],
    ['a stray word', ['demo']],
    ['a port that is none', ['--port', '70000']],
    ['a port that is no number', ['--port', '47x']],
    ['both demo and empty', ['--demo', '--empty']],
    ['an empty data folder', ['--data-dir', '']],
    ['a gateway that is no address', ['--sms-gateway', 'file:///etc/passwd']],
  ])('refuse %s', (_what, args) => {
    const parsed = parseBrowserFlags(args, LINUX);

    expect(parsed.ok).toBe(false);
  });
});

describe('the flags of Electron', () => {
  it("pass over Chromium's own switches and the application's path", () => {
    const args = ['--no-sandbox', '--lang=zh-CN', '--inspect=0', '/opt/app', '--data-dir', '/srv/desk', '--demo'];

    const parsed = parseElectronFlags(args, LINUX);

    expect(parsed).toMatchObject({ ok: true, value: { dataDir: '/srv/desk', demo: true } });
  });

  it('refuse a data folder that was forgotten', () => {
    const parsed = parseElectronFlags(['--data-dir'], LINUX);

    expect(parsed.ok).toBe(false);
  });
});

describe('the usual data folder', () => {
  it.each([
    ['Linux', { ...LINUX, env: { XDG_DATA_HOME: '/data' } }, '/data/chedan-desk/demo'],
    [
      'Linux with a relative setting',
      { ...LINUX, env: { XDG_DATA_HOME: 'data' } },
      '/home/tester/.local/share/chedan-desk/demo',
    ],
    ['macOS', { ...LINUX, platform: 'darwin' }, '/home/tester/Library/Application Support/chedan-desk/demo'],
    ['Windows', { ...LINUX, platform: 'win32', env: { LOCALAPPDATA: '/local' } }, '/local/chedan-desk/demo'],
  ] as const)("is the platform's on %s", (_name, where, expected) => {
    const parsed = parseElectronFlags(['--demo'], where);

    expect(parsed).toMatchObject({ ok: true, value: { dataDir: expected } });
  });
});
