/** The same commands and documents through what else synchronises a database, each in a process of its own. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import type { PushRequest } from '../../../desk/sync/next-push.ts';

export interface SyncPeerFigures {
  readonly peer: 'PouchDB' | 'RxDB';
  /** Pushed to its server. */
  readonly commandsPerSecond: number;
  /** Fetched by a client that has none. */
  readonly documentsPerSecond: number;
}

const DOCUMENTS = 20_000;
const FOLDER = join(import.meta.dirname, '../peers/sync');
const TIME_LIMIT_MS = 10 * 60_000;

export async function syncPeers(commands: PushRequest['commands']): Promise<SyncPeerFigures[]> {
  await install();
  const workDir = mkdtempSync(join(tmpdir(), 'chedan-bench-peers-'));
  try {
    const [commandsPath, documentsPath] = [join(workDir, 'commands.json'), join(workDir, 'documents.json')];
    writeFileSync(commandsPath, JSON.stringify(commands));
    writeFileSync(
      documentsPath,
      JSON.stringify(Array.from({ length: DOCUMENTS }, (_, index) => generatedOrder(index))),
    );
    const figures: SyncPeerFigures[] = [];
    for (const peer of ['PouchDB', 'RxDB'] as const) {
      const file = join(FOLDER, `${peer.toLowerCase()}.mjs`);
      const own = mkdtempSync(join(workDir, 'peer-'));
      const { stdout } = await promisify(execFile)(process.execPath, [file, commandsPath, documentsPath, own], {
        timeout: TIME_LIMIT_MS,
      });
      const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Omit<SyncPeerFigures, 'peer'>;
      figures.push({ peer, ...said });
    }
    return figures;
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

/** They are nobody's business but this bench's: nothing else of the project installs them. */
async function install(): Promise<void> {
  if (existsSync(join(FOLDER, 'node_modules/.package-lock.json'))) return;
  await promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    shell: process.platform === 'win32',
    maxBuffer: 2 ** 24,
  });
}
