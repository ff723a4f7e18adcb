import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { diskRefusal } from '../../domain/kernel/disk-refusal.ts';
import { ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export function thisMachine(): Surroundings {
  return { platform: process.platform, env: process.env, home: homedir() };
}

/** Where a desk keeps its files unless told otherwise: the platform's place for an application's data, demo and real apart. */
export function defaultDataDir(demo: boolean, { platform, env, home }: Surroundings): string {
  return join(dataHome(platform, env, home), 'chedan-desk', demo ? 'demo' : 'solo');
}

function dataHome(platform: NodeJS.Platform, env: Surroundings['env'], home: string): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  // The XDG specification: a relative path there counts as not set.
  const xdg = env['XDG_DATA_HOME'];
  return xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'share');
}

/** Makes the data folder for its owner alone. One that exists is left as it is. Refuses `disk_…` where it cannot be made. */
export function ensureDataDir(dataDir: string): Result<true> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return ok(true);
  } catch (error) {
    const refusal = diskRefusal(error);
    if (refusal === null) throw error;
    return refusal;
  }
}
