import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { hardenAllContents, hardenSession } from './hardening.ts';
import { isFromPage } from './trusted-sender.ts';
import { createWindow } from './window.ts';

/** Electron's security checklist, item by item, as far as a test can see it without a window; docs/security.md has the rest. */
const made = vi.hoisted(() => ({
  options: [] as Record<string, unknown>[],
  created: [] as ((event: unknown, contents: unknown) => void)[],
}));
vi.mock('electron', () => ({
  app: {
    isPackaged: true,
    on: (_event: string, hook: (event: unknown, contents: unknown) => void) => made.created.push(hook),
  },
  BrowserWindow: class {
    constructor(options: Record<string, unknown>) {
      made.options.push(options);
    }
    once(): void {}
    on(): void {}
  },
  Menu: {},
  nativeTheme: { shouldUseDarkColors: false },
}));

beforeEach(() => {
  made.options.length = 0;
  made.created.length = 0;
});

/** Whatever is registered, by the name of the event or of the method that took it. */
function recorder() {
  const hooks = new Map<string, (...args: unknown[]) => unknown>();
  const taking = (name: string) => (hook: (...args: unknown[]) => unknown) => void hooks.set(name, hook);
  const target = {
    on: (event: string, hook: (...args: unknown[]) => unknown) => void hooks.set(event, hook),
    setWindowOpenHandler: taking('open'),
    setPermissionRequestHandler: taking('request'),
    setPermissionCheckHandler: taking('check'),
    setDevicePermissionHandler: taking('device'),
    webRequest: { onBeforeRequest: taking('load') },
  };
  return { target, ask: (name: string, ...args: unknown[]) => hooks.get(name)?.(...args) };
}

function preferences(): Record<string, unknown> {
  createWindow();
  return made.options[0]?.['webPreferences'] as Record<string, unknown>;
}

describe('the window', () => {
  it.each([
    ['contextIsolation', true],
    ['sandbox', true],
    ['nodeIntegration', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['devTools', false],
  ])('has %s %s', (name, value) => {
    expect(preferences()[name]).toBe(value);
  });

  it.each([
    'webSecurity',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
    'nodeIntegrationInWorker',
    'nodeIntegrationInSubFrames',
    'plugins',
    'contextBridge',
  ])('leaves %s as Electron has it', (name) => {
    expect(name in preferences()).toBe(false);
  });
});

describe('every page there will ever be', () => {
  const contents = () => {
    const { target, ask } = recorder();
    hardenAllContents();
    made.created[0]?.({}, target);
    return ask;
  };

  it.each(['will-navigate', 'will-redirect'])('stays where it is: %s', (event) => {
    const ask = contents();
    const prevented = [
      'https://desk.example/',
      'file:///etc/passwd',
      'app://other/',
      'app://desk/x',
      'javascript:1',
      'about:blank',
      'data:text/html,x',
    ].map((url) => {
      const preventDefault = vi.fn<() => void>();
      ask(event, { preventDefault }, url);
      return preventDefault.mock.calls.length;
    });

    expect(prevented).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it('keeps its frames where they are, and takes no other page into it', () => {
    const ask = contents();
    const preventDefault = vi.fn<() => void>();

    ask('will-frame-navigate', { preventDefault, url: 'https://desk.example/' });
    ask('will-attach-webview', { preventDefault });

    expect(preventDefault).toHaveBeenCalledTimes(2);
  });

  it('opens no window', () => {
    expect(contents()('open', { url: 'app://desk/' })).toEqual({ action: 'deny' });
  });
});

describe('the session', () => {
  const session = () => {
    const { target, ask } = recorder();
    hardenSession(target as never);
    return ask;
  };

  it.each([
    'media',
    'geolocation',
    'notifications',
    'midi',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'clipboard-read',
    'display-capture',
    'hid',
    'serial',
    'usb',
    'fileSystem',
    'idle-detection',
    'unknown',
  ])('permits no %s', (permission) => {
    const answer = vi.fn<(allowed: boolean) => void>();
    const ask = session();

    ask('request', null, permission, answer);

    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(ask('check', null, permission)).toBe(false);
    expect(ask('device', {})).toBe(false);
  });

  it.each([
    ['https://desk.example/', true],
    ['http://127.0.0.1:4777/', true],
    ['ws://127.0.0.1/', true],
    ['file:///etc/passwd', true],
    ['ftp://x/', true],
    ['app://desk/', false],
    ['blob:app://desk/1', false],
  ])('loads nothing from outside: %s', (url, cancel) => {
    const answer = vi.fn<(said: { cancel: boolean }) => void>();

    session()('load', { url }, answer);

    expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel });
  });

  it.each(['https://desk.example/x.exe', 'data:text/html,x', 'app://desk/x', 'blob:https://desk.example/1'])(
    'saves no %s',
    (url) => {
      const preventDefault = vi.fn<() => void>();

      session()('will-download', { preventDefault }, { getURL: () => url });

      expect(preventDefault).toHaveBeenCalledOnce();
    },
  );
});

describe('a message to the main process', () => {
  const mainFrame = { url: 'app://desk/#/cases' };
  const page = { mainFrame } as never;

  it('counts from our own page in its main frame', () => {
    expect(isFromPage({ frame: mainFrame as never, contents: page }, page)).toBe(true);
  });

  it.each([
    ['another window', { frame: mainFrame, contents: { mainFrame } }],
    ['a frame within', { frame: { url: 'app://desk/' }, contents: page }],
    ['no frame', { frame: null, contents: page }],
  ])('does not count from %s', (_what, sender) => {
    expect(isFromPage(sender as never, page)).toBe(false);
  });

  it.each(['https://desk.example/', 'app://desk.example/', 'app://desk/x', 'app://desk', 'file:///app', 'about:blank'])(
    'does not count from a page at %s',
    (url) => {
      const frame = { url };
      const contents = { mainFrame: frame };

      expect(isFromPage({ frame, contents } as never, contents as never)).toBe(false);
    },
  );
});

describe('the source of the shell', () => {
  const files = ['electron/main', 'electron/preload', 'electron/desk-process'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '../..', folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(import.meta.dirname, '../..', folder, name), 'utf8')),
  );

  it.each([
    'openExternal',
    'crashReporter',
    'exposeInMainWorld',
    'executeJavaScript',
    'insertCSS',
    'enableRemoteModule',
    'loadFile',
    'http://',
    'setAsDefaultProtocolClient',
    'certificate-error',
    'commandLine.appendSwitch',
    'ipcMain.handle',
  ])('never uses %s', (word) => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((source) => source.includes(word))).toEqual([]);
  });

  it('hears one message from the page and no other', () => {
    const heard = files.flatMap((source) =>
      [...source.matchAll(/ipcMain\.on\('(?<channel>[^']+)'/gu)].map(({ groups }) => groups?.['channel']),
    );

    expect(heard).toEqual(['desk-port:wanted']);
  });

  it('runs on an Electron that its makers still mend', () => {
    expect(manifest.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/u);
    expect(Number(manifest.devDependencies.electron.split('.')[0])).toBeGreaterThanOrEqual(43);
  });
});
