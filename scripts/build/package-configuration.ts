import type { Configuration } from 'electron-builder';

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

/** What a package for Electron of that version is made of, and what is burnt into its binary. */
export function packageConfiguration(electronVersion: string): Configuration {
  const hasFileFuse = Number(electronVersion.split('.')[0]) >= FIRST_WITH_FILE_FUSE;
  return {
    ...CONFIGURATION,
    electronVersion,
    electronFuses: {
      ...CONFIGURATION.electronFuses,
      ...(hasFileFuse ? { grantFileProtocolExtraPrivileges: false } : {}),
    },
  };
}
