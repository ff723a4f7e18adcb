import { parseArgs } from 'node:util';
import { findElectron } from './launch/electron.mjs';
import { chooseHost, hostWords } from './launch/host.mjs';
import { requireNode, ROOT, runHere } from './launch/node.mjs';
import { startSmsSimulator } from './launch/sms.mjs';

/** `npm start`: builds what is stale, chooses a host, says which and why, and opens on demonstration data unless told otherwise. */
const USAGE = `npm start -- [选项 options]
  --browser        用浏览器打开 in the browser
  --electron       用桌面窗口打开 in a window of its own
  --port N         浏览器模式的端口（默认 4777） port in browser mode
  --data-dir DIR   数据文件夹 data folder
  --empty          不用演示数据 no demonstration data
  --no-open        不自动打开浏览器 only print the link
  --passphrase     密钥用口令保护（浏览器模式） keys behind a passphrase (browser mode)
  --recovery-copy FILE  只导出密钥的恢复副本（桌面版，口令见 DESK_RECOVERY_PASSPHRASE_FILE）
                   only write a recovery copy of the keys (desktop; passphrase in DESK_RECOVERY_PASSPHRASE_FILE)`;

/** A host that ended this soon with an error never came up. */
const NEVER_CAME_UP_MS = 8_000;

const flags = readFlags();
const node = requireNode();
const host = decideHost();
const targets = host.kind === 'electron' ? [] : ['--only=renderer'];
const built = await runHere(node, ['scripts/build.ts', '--if-stale', ...targets]);
if (built !== 0) process.exit(built);

const sms = flags.empty || flags['recovery-copy'] !== undefined ? undefined : await startSmsSimulator(node);
if (sms?.url !== undefined) console.log(`模拟手机短信 simulated text messages: ${sms.url}`);
process.exitCode = await runHost();
sms?.stop();

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean', default: false },
        electron: { type: 'boolean', default: false },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        empty: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        passphrase: { type: 'boolean', default: false },
        'recovery-copy': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    if (values.browser && values.electron) throw new Error('--browser and --electron exclude one another.');
    if (values.electron && values.passphrase) throw new Error('--passphrase goes with the browser host.');
    if (values['recovery-copy'] !== undefined && !values.electron)
      throw new Error('--recovery-copy goes with --electron; without it use npm run desk -- keys export FILE.');
    return values;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
}

/** The host, once it has been said; ends here where the one asked for cannot be had. */
function decideHost() {
  const chosen = chooseHost(flags, ({ insist }) => findElectron({ insist, node }));
  if (chosen.kind === 'none') {
    console.error(hostWords(chosen));
    return process.exit(1);
  }
  console.log(hostWords(chosen));
  return chosen;
}

async function runHost() {
  const common = [
    flags.empty ? '--empty' : '--demo',
    ...(flags['data-dir'] === undefined ? [] : ['--data-dir', flags['data-dir']]),
    ...(sms?.url === undefined ? [] : ['--sms-gateway', sms.url]),
  ];
  if (host.kind === 'browser') return runBrowser(common);
  const startedAt = Date.now();
  const copy = flags['recovery-copy'];
  const code = await runHere(host.path, [ROOT, ...common, ...(copy === undefined ? [] : ['--recovery-copy', copy])]);
  if (code === 0 || flags.electron || Date.now() - startedAt > NEVER_CAME_UP_MS) return code;
  console.log(hostWords({ kind: 'browser', why: `Electron 未能启动 did not come up, code ${code}` }));
  return runBrowser(common);
}

function runBrowser(common) {
  return runHere(node, [
    'desk/browser-host/main.ts',
    ...common,
    ...(flags.port === undefined ? [] : ['--port', flags.port]),
    ...(flags['no-open'] ? ['--no-open'] : []),
    ...(flags.passphrase ? ['--passphrase'] : []),
  ]);
}
