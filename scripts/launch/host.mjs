/** Only the browser host asks for a passphrase, has a port, and may stay closed. */
const BROWSER_ONLY = ['passphrase', 'port', 'no-open'];

/**
 * Which host opens, and why, in both languages. Electron is looked for only where nothing has decided it already.
 * @param {Readonly<Record<string, string | boolean | undefined>>} flags as `npm start` takes them.
 * @param {(options: { insist: boolean }) => { ok: true, path: string } | { ok: false, reason: string }} findElectron
 * @returns {{ kind: 'browser', why: string } | { kind: 'electron', why: string, path: string } | { kind: 'none', why: string }}
 *   `none`: Electron was asked for by name, and there is none.
 */
export function chooseHost(flags, findElectron) {
  if (flags.browser) return { kind: 'browser', why: '指定了 --browser asked for' };
  const insist = flags.electron === true;
  const browserOnly = BROWSER_ONLY.find((name) => flags[name]);
  if (browserOnly !== undefined && !insist) return { kind: 'browser', why: `--${browserOnly}` };
  const electron = findElectron({ insist });
  if (electron.ok)
    return {
      kind: 'electron',
      why: insist ? '指定了 --electron asked for' : '可用 it can be had',
      path: electron.path,
    };
  return { kind: insist ? 'none' : 'browser', why: electron.reason };
}

/**
 * What is said about it before anything opens.
 * @param {{ kind: 'browser' | 'electron' | 'none', why: string }} host
 */
export function hostWords({ kind, why }) {
  if (kind === 'none') return `Electron: ${why}`;
  return kind === 'electron' ? `桌面窗口 Electron window (${why})` : `浏览器模式 browser host (${why})`;
}
