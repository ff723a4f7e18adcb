import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT, packageBin, runCommand, runNode } from './test/command.ts';
import { installDebianPackages, lastLine } from './test/debian.ts';

/** What Electron needs in its environment to start from this checkout, or why it cannot be had here. */
export type ElectronFound =
  | { readonly ok: true; readonly path: string; readonly env: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly reason: string };

/** A place where an Electron for tests may stand, for networks that its own download cannot cross. Nothing is missed where there is none. */
const RUNTIME = join(ROOT, '..', 'shared', 'tools', 'electron-runtime');
const RUNTIME_BINDING = 'better_sqlite3-13.0.3-napi8-linux-x64.node';
const DEBIAN_LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libxss1',
  'libxtst6',
];
/** The first Electron with Node-API 10, which better-sqlite3's own binary asks for. */
const FIRST_WITH_NODE_API_10 = 35;

interface Places {
  readonly env?: NodeJS.ProcessEnv;
  readonly runtime?: string;
  readonly download?: () => Promise<ElectronFound>;
}

/**
 * Finds an Electron that starts: the one that `ELECTRON_OVERRIDE_DIST_PATH` names and no other, else the runtime beside the checkout
 * where there is one, else the package's own download.
 * @returns its path, and the environment under which the package `electron` resolves to it and SQLite loads in it.
 */
export async function ensureElectron(places: Places = {}): Promise<ElectronFound> {
  const { env = process.env, runtime = RUNTIME, download = fromDownload } = places;
  const binding = env['DESK_SQLITE_BINDING'];
  const named = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (named) return fromFolder(named, { name: 'ELECTRON_OVERRIDE_DIST_PATH', runtime, binding });
  const beside = await runtimeBeside(runtime);
  return beside === undefined ? download() : fromFolder(beside, { name: 'the runtime', runtime, binding });
}

async function runtimeBeside(runtime: string): Promise<string | undefined> {
  const script = join(runtime, 'electron-dist');
  if (!existsSync(script)) return undefined;
  const { code, output } = await runCommand(script, [], { timeoutMs: 300_000 });
  return code === 0 ? lastLine(output) : undefined;
}

interface Folder {
  /** How the folder came to be looked at, in words. */
  readonly name: string;
  readonly runtime: string;
  /** The SQLite binary that somebody named. */
  readonly binding: string | undefined;
}

async function fromFolder(dist: string, { name, runtime, binding: given }: Folder): Promise<ElectronFound> {
  const path = join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
  if (!existsSync(path)) return { ok: false, reason: `${name} holds no Electron` };
  const problem = await problemStarting(path);
  if (problem !== undefined) return { ok: false, reason: problem };
  const binding = given ?? (isOld(dist) ? join(runtime, RUNTIME_BINDING) : undefined);
  if (binding !== undefined && !existsSync(binding)) {
    return {
      ok: false,
      reason: 'this Electron has no Node-API 10, and DESK_SQLITE_BINDING names no SQLite binary for it',
    };
  }
  return {
    ok: true,
    path,
    env: { ELECTRON_OVERRIDE_DIST_PATH: dist, ...(binding === undefined ? {} : { DESK_SQLITE_BINDING: binding }) },
  };
}

function isOld(dist: string): boolean {
  const version = join(dist, 'version');
  const major = existsSync(version) ? Number(/^v?(\d+)/.exec(readFileSync(version, 'utf8'))?.[1]) : Number.NaN;
  return major < FIRST_WITH_NODE_API_10;
}

async function fromDownload(): Promise<ElectronFound> {
  const pathFile = join(dirname(packageBin('electron')), 'path.txt');
  if (!existsSync(pathFile)) {
    console.log('Fetching Electron ...');
    const { code, output } = await runNode(packageBin('electron', 'install-electron'), [], { timeoutMs: 180_000 });
    if (code !== 0 || !existsSync(pathFile)) {
      return { ok: false, reason: `its download failed: ${firstError(output)}` };
    }
  }
  const path: unknown = createRequire(import.meta.url)('electron');
  if (typeof path !== 'string' || !existsSync(path)) return { ok: false, reason: 'its download is incomplete' };
  const problem = await problemStarting(path);
  return problem === undefined ? { ok: true, path, env: {} } : { ok: false, reason: problem };
}

async function problemStarting(path: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const version = (): ReturnType<typeof runCommand> =>
    runCommand(path, ['--no-sandbox', '--version'], { timeoutMs: 30_000 });
  const first = await version();
  if (first.code === 0) return undefined;
  if (!first.output.includes('shared libraries')) return `it does not start: ${lastLine(first.output)}`;
  const refused = await installDebianPackages(DEBIAN_LIBRARIES);
  if (refused !== undefined) return `it lacks libraries: ${refused}`;
  const second = await version();
  return second.code === 0 ? undefined : `it does not start: ${lastLine(second.output)}`;
}

function firstError(output: string): string {
  return (
    output
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.trim() ?? lastLine(output)
  );
}
