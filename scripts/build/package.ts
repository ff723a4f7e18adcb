import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import manifest from '../../package.json' with { type: 'json' };
import { packageConfiguration } from './package-configuration.ts';
import { ROOT } from './targets.ts';

/** Makes the application's folder for Linux in `release/linux-unpacked`, without a network where an Electron is at hand. */
export async function packageForLinux(): Promise<void> {
  const electronDist = electronAtHand();
  const electronVersion = electronDist === undefined ? manifest.devDependencies.electron : versionOf(electronDist);
  await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      ...packageConfiguration(electronVersion),
      ...(electronDist === undefined ? {} : { electronDist }),
    },
  });
}

function electronAtHand(): string | undefined {
  const folders = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], join(ROOT, 'node_modules', 'electron', 'dist')];
  return folders.find((folder) => folder !== undefined && existsSync(join(folder, 'version')));
}

function versionOf(electronDist: string): string {
  return readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '');
}
