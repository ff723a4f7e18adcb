import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './node.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const NOT_REACHED = join(ROOT, '.cache', 'electron-not-reached');
const DOWNLOAD_TIMEOUT_MS = 60_000;
const TRY_AGAIN_MS = 24 * 60 * 60 * 1000;
const BINARY =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

/**
 * An Electron that can show a window here, or why there is none.
 * @param {{ insist: boolean, node: string }} options `insist`: the person asked for it by name.
 * @returns {{ ok: true, path: string } | { ok: false, reason: string }}
 */
export function findElectron({ insist, node }) {
  const none = whyNoWindow(process);
  if (none !== undefined) return { ok: false, reason: none };
  const path = installed() ?? downloaded({ insist, node });
  if (path === undefined)
    return { ok: false, reason: '未安装 Electron，也未能下载 Electron is not here and could not be fetched' };
  const started = spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' });
  return started.status === 0
    ? { ok: true, path }
    : { ok: false, reason: 'Electron 无法启动（缺少系统库？） Electron does not start here' };
}

/**
 * Why no window can open here, whatever is installed; undefined where one can.
 * @param {{ platform: string, env: Readonly<Record<string, string | undefined>>, getuid?: (() => number) | undefined }} system
 */
export function whyNoWindow({ platform, env, getuid }) {
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return '没有显示器 no display';
  if (getuid?.() === 0) return 'root 用户下 Electron 的沙箱不可用 Electron keeps its sandbox, which root cannot have';
  return undefined;
}

function installed() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(PACKAGE, 'path.txt');
  const path = folder
    ? join(folder, BINARY)
    : join(PACKAGE, 'dist', existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : BINARY);
  return existsSync(path) ? path : undefined;
}

/** The package's own download; where its host cannot be reached, that is not tried again for a day. */
function downloaded({ insist, node }) {
  const script = join(PACKAGE, 'install.js');
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH || !existsSync(script)) return undefined;
  if (!insist && existsSync(NOT_REACHED) && Date.now() - statSync(NOT_REACHED).mtimeMs < TRY_AGAIN_MS) return undefined;
  console.log('正在下载 Electron（最多一分钟）… Fetching Electron (a minute at most)…');
  spawnSync(node, [script], { cwd: PACKAGE, timeout: DOWNLOAD_TIMEOUT_MS, stdio: 'ignore' });
  const path = installed();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  if (path === undefined) writeFileSync(NOT_REACHED, '');
  else rmSync(NOT_REACHED, { force: true });
  return path;
}
