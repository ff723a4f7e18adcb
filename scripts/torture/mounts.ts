/** Small file systems in memory, for a disk that is full or read-only without harm to anybody else's. They need root on Linux. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mounted: string[] = [];

let allowed: boolean | undefined;

/** Root is not enough in every container: it is tried once. */
export function mayMount(): boolean {
  allowed ??= process.platform === 'linux' && process.getuid?.() === 0 && tryMount();
  return allowed;
}

function tryMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'chedan-mount-'));
  try {
    mountMemory(at, '1m');
    unmount(at);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

/** @param size as `mount` takes it: `64m` */
export function mountMemory(at: string, size: string, readOnly = false): void {
  mkdirSync(at, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=700${readOnly ? ',ro' : ''}`, 'tmpfs', at], {
    stdio: 'ignore',
  });
  mounted.push(at);
}

export function remount(at: string, mode: 'ro' | 'rw'): void {
  execFileSync('mount', ['-o', `remount,${mode}`, at]);
}

export function unmount(at: string): void {
  execFileSync('umount', ['-l', at]);
  mounted.splice(mounted.indexOf(at), 1);
}

/** The last one first: one may lie in another. */
export function unmountUnder(folder: string): void {
  for (const at of mounted.toReversed()) if (at.startsWith(folder)) unmount(at);
}

export function unmountAll(): void {
  unmountUnder('');
}
