import '../older-runtime.ts';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, session } from 'electron';
import { ensureDataDir, thisMachine } from '../../desk/hosting/data-folder.ts';
import { parseElectronFlags } from '../../desk/hosting/launch-flags.ts';
import type { LaunchSettings } from '../../desk/hosting/launch-flags.ts';
import { refusalLines } from '../../desk/hosting/start-words.ts';
import { loadKeySet } from '../../desk/keys/key-store.ts';
import type { DeskSettings, ToDesk } from '../desk-process/messages.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { superviseDesk } from './desk-supervisor.ts';
import type { DeskSupervisor } from './desk-supervisor.ts';
import { hardenAllContents, hardenSession } from './hardening.ts';
import { COPIED, copyKeysTo } from './copy-keys.ts';
import { openKeyStore } from './keys.ts';
import { isFromPage } from './trusted-sender.ts';
import { createWindow, loadPage, setMenu } from './window.ts';

/** The Electron host: one window, one desk process, and a port between them. No rule and no SQL lives here. */
function main(): void {
  const flags = parseElectronFlags(process.argv.slice(1), thisMachine());
  if (!flags.ok) {
    console.error(flags.problem);
    app.exit(2);
    return;
  }
  const settings = flags.value;
  const made = ensureDataDir(settings.dataDir);
  if (!made.ok) {
    console.error(refusalLines(made.refusal).join('\n'));
    app.exit(1);
    return;
  }
  // Before the lock: it is one instance per data folder, not per machine.
  app.setPath('userData', join(settings.dataDir, 'shell'));
  if (!app.requestSingleInstanceLock()) {
    console.error('撤单台已在此数据文件夹上运行。 Chedan Desk is already running on this data folder.');
    app.exit(0);
    return;
  }
  registerAppScheme();
  hardenAllContents();
  app
    .whenReady()
    .then(() =>
      settings.recoveryCopy === undefined ? start(settings) : copyKeys(settings.dataDir, settings.recoveryCopy),
    )
    .catch((error: unknown) => {
      console.error('撤单台无法启动。 Chedan Desk could not be started.', error);
      app.exit(1);
    });
}

/** Writes a recovery copy of keys that only the keychain gives, and ends. No window is opened. */
async function copyKeys(dataDir: string, file: string): Promise<void> {
  const passphraseFile = process.env['DESK_RECOVERY_PASSPHRASE_FILE'];
  const copied = await copyKeysTo(file, { dataDir, store: await openKeyStore(dataDir), passphraseFile });
  console.error((copied.ok ? COPIED : refusalLines(copied.refusal)).join('\n'));
  app.exit(copied.ok ? 0 : 1);
}

async function start(settings: LaunchSettings): Promise<void> {
  hardenSession(session.defaultSession);
  serveApp(join(__dirname, '../renderer'));
  const desk = superviseDesk({
    opening: await openingMessage(settings),
    env: deskEnvironment(),
    onGivenUp: () => void offerAnotherStart(desk),
  });
  closeInOrderOnQuit(desk);

  const window = createWindow();
  setMenu(window);
  const clientId = randomUUID();
  ipcMain.on('desk-port:wanted', ({ senderFrame, sender }) => {
    if (isFromPage({ frame: senderFrame, contents: sender }, window.webContents)) desk.connect(clientId, sender);
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  await loadPage(window);
}

async function openingMessage({ dataDir, demo, smsGatewayUrl }: LaunchSettings): Promise<SupervisorOpening> {
  const store = await openKeyStore(dataDir);
  const settings: DeskSettings = {
    dataDir,
    demo,
    smsGatewayUrl,
    keyProtection: store.protection,
    workersDir: join(__dirname, '../desk-process/workers'),
    sqliteBinding: app.isPackaged ? undefined : process.env['DESK_SQLITE_BINDING'],
  };
  const keys = await loadKeySet(store);
  return keys.ok ? { type: 'open', settings, keys: keys.value } : { type: 'refuse', settings, refusal: keys.refusal };
}

type SupervisorOpening = Extract<ToDesk, { type: 'open' | 'refuse' }>;

/** The desk's environment: ours, less what would change how Node starts there. */
function deskEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _asNode, DESK_SQLITE_BINDING: _binding, ...env } = process.env;
  return env;
}

async function offerAnotherStart(desk: DeskSupervisor): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: '撤单台 Chedan Desk',
    message:
      '数据程序反复意外退出。已保存的内容没有丢失。\nThe desk process keeps ending. Nothing that was saved is lost.',
    buttons: ['再试一次 Try again', '退出 Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) desk.startAgain();
  else app.quit();
}

function closeInOrderOnQuit(desk: DeskSupervisor): void {
  let closed = false;
  app.on('window-all-closed', () => app.quit());
  const closeThenQuit = async (): Promise<void> => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    await desk.close();
    closed = true;
    app.quit();
  };
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void closeThenQuit();
  });
}

main();
