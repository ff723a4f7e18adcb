import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { NONCE_PLACEHOLDER } from '../../desk/hosting/page-policy.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const TARGETS = ['electron-main', 'preload', 'desk-process', 'renderer'] as const;
export type Target = (typeof TARGETS)[number];

/** Native modules stay what they are and are found in node_modules; everything else goes into the bundle. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2'];
/** Electron 45 runs Node 24; the runtime that tests may use runs 18. */
const NODE_TARGET = 'node18';
const CHROMIUM_TARGET = 'chrome114';

/** Folders and files whose change makes a target's build stale. */
export const SOURCES: Readonly<Record<Target, readonly string[]>> = {
  'electron-main': ['electron', 'desk/hosting', 'desk/keys', 'domain/kernel'],
  preload: ['electron/preload'],
  'desk-process': ['electron', 'desk', 'db', 'contract', 'domain'],
  renderer: ['renderer', 'contract', 'domain'],
};

export function outputDir(target: Target): string {
  return join(ROOT, 'dist', target);
}

export function viteConfig(target: Target): InlineConfig {
  return CONFIGS[target]();
}

const CONFIGS: Readonly<Record<Target, () => InlineConfig>> = {
  'electron-main': () => nodeConfig('electron-main', { index: 'electron/main/index.ts' }),
  preload: () => nodeConfig('preload', { index: 'electron/preload/index.ts' }),
  'desk-process': () =>
    nodeConfig('desk-process', {
      index: 'electron/desk-process/index.ts',
      'older-runtime': 'electron/older-runtime.ts',
      ...workerEntries(),
    }),
  renderer: rendererConfig,
};

/** Every `<name>-worker.ts` of the desk becomes `workers/<name>-worker.cjs`, to be started as a thread. */
function workerEntries(): Record<string, string> {
  const files = globSync('desk/**/*-worker.ts', { cwd: ROOT });
  return Object.fromEntries(files.map((file) => [`workers/${basename(file, '.ts')}`, file]));
}

/** CommonJS for Electron's main process, its preload script and its utility process. */
function nodeConfig(target: Target, input: Record<string, string>): InlineConfig {
  return {
    ...shared(target),
    ssr: { noExternal: true, external: ['electron', ...NATIVE] },
    build: {
      ...output(target, NODE_TARGET),
      ssr: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, join(ROOT, file)])),
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // A thread has globals of its own, and its source knows nothing of older runtimes.
          banner: ({ name }) => (name.startsWith('workers/') ? "require('../older-runtime.cjs');" : ''),
        },
      },
    },
  };
}

function rendererConfig(): InlineConfig {
  return {
    ...shared('renderer'),
    root: join(ROOT, 'renderer'),
    base: './',
    plugins: [react()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      ...output('renderer', CHROMIUM_TARGET),
      // A data: URL for a font or a worker would ask for a looser policy.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
    },
  };
}

function shared(target: Target): InlineConfig {
  return { configFile: false, root: ROOT, logLevel: 'warn', cacheDir: join(ROOT, '.cache', 'vite', target) };
}

function output(target: Target, esTarget: string): NonNullable<InlineConfig['build']> {
  return {
    outDir: outputDir(target),
    emptyOutDir: true,
    target: esTarget,
    sourcemap: false,
    reportCompressedSize: false,
  };
}
