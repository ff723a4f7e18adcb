import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from './targets.ts';

/** Only what runs: the bundles, and the native modules that no bundle can hold, with the binaries of one platform. */
const FILES = [
  'dist/**/*',
  'package.json',
  '!node_modules/**/*',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/lib/**/*.js',
  // electron-builder fills these in.
  'node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node',
  'node_modules/@node-rs/argon2/*.js',
  'node_modules/@node-rs/argon2/package.json',
  'node_modules/@node-rs/argon2-*/**/*',
];

const CONFIGURATION: Configuration = {
  appId: 'cn.chedan.desk',
  productName: 'Chedan Desk',
  directories: { output: 'release' },
  files: FILES,
  asar: true,
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  electronLanguages: ['zh-CN', 'en-US'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
  },
  linux: { category: 'Office', target: 'dir' },
};

/** The first Electron with the fuse that takes file:// its privileges, which this program does not use. */
const FIRST_WITH_FILE_FUSE = 29;

/** Makes the application's folder for Linux in `release/linux-unpacked`, without a network where an Electron is at hand. */
export async function packageForLinux(): Promise<void> {
  const electronDist = electronAtHand();
  const electronVersion = electronDist === undefined ? manifest.devDependencies.electron : versionOf(electronDist);
  const hasFileFuse = Number(electronVersion.split('.')[0]) >= FIRST_WITH_FILE_FUSE;
  await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      ...CONFIGURATION,
      electronVersion,
      electronFuses: {
        ...CONFIGURATION.electronFuses,
        ...(hasFileFuse ? { grantFileProtocolExtraPrivileges: false } : {}),
      },
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
