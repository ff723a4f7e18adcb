import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { refusalLines } from '../hosting/start-words.ts';
import { ensureDataDir, thisMachine } from '../hosting/data-folder.ts';
import { parseBrowserFlags } from '../hosting/launch-flags.ts';
import { terminalKeyStore } from '../hosting/terminal-keys.ts';
import { openDesk } from '../desk.ts';
import { heldKeyStore, loadKeySet } from '../keys/key-store.ts';
import { createRefusedRouter } from '../router/system.ts';
import { openInBrowser } from './open-in-browser.ts';
import { startBrowserHost } from './server.ts';

const RENDERER_DIR = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** The browser host: the desk in a Node process, its page served on loopback. `npm start -- --browser` runs it. */
async function main(): Promise<void> {
  const flags = parseBrowserFlags(process.argv.slice(2), thisMachine());
  if (!flags.ok) return fail([flags.problem], 2);
  const { dataDir, demo, smsGatewayUrl, port, open, passphrase } = flags.value;
  if (!existsSync(RENDERER_DIR))
    return fail(['界面尚未构建。请执行 npm run build。', 'The page is not built. Run npm run build.']);
  const made = ensureDataDir(dataDir);
  if (!made.ok) return fail(refusalLines(made.refusal));

  const passphraseFile = process.env['DESK_PASSPHRASE_FILE'];
  const store = await terminalKeyStore({ dataDir, passphrase, passphraseFile });
  if (!store.ok) return fail(refusalLines(store.refusal));
  const keys = await loadKeySet(store.value);
  if (!keys.ok) return fail(refusalLines(keys.refusal));

  const keyProtection = store.value.protection;
  const desk = await openDesk({
    dataDir,
    demo,
    smsGatewayUrl,
    host: 'browser',
    keys: heldKeyStore(keyProtection, keys.value),
  });
  // A refused desk is served too: the page says what to do, for whoever does not see this terminal.
  if (!desk.ok) console.error(refusalLines(desk.refusal).join('\n'));
  const router = desk.ok
    ? desk.value.router
    : createRefusedRouter({ dataDir, demo, host: 'browser', keyProtection }, desk.refusal);
  const host = await startBrowserHost({ router, port, rendererDir: RENDERER_DIR });
  console.log(`撤单台 Chedan Desk: ${host.url}`);
  if (open) openInBrowser(host.issueUrl());

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void host.close().then(() => (desk.ok ? desk.value.close() : undefined));
    });
  }
}

function fail(lines: readonly string[], exitCode = 1): void {
  console.error(lines.join('\n'));
  process.exitCode = exitCode;
}

await main();
