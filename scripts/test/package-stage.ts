import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { FuseConfig } from '@electron/fuses';
import type { Configuration } from 'electron-builder';
import manifest from '../../package.json' with { type: 'json' };
import { packageConfiguration } from '../build/package-configuration.ts';
import { ensureElectron } from '../ensure-electron.ts';
import { ROOT, runNode } from './command.ts';
import { judge, skippedStage } from './stage.ts';
import type { Stage } from './stage.ts';

const TIMEOUT_MS = 300_000;

/** Packages the application with the Electron at hand and reads out of its binary what was burnt into it: each fuse, passed or failed. */
export function packageStage(): Stage {
  const name = 'fuses of a package';
  return {
    name,
    run: async () => {
      if (process.platform !== 'linux') return skippedStage(name, 'packages are made on Linux');
      const found = await ensureElectron();
      if (!found.ok) return skippedStage(name, found.reason);
      const made = await runNode(join(ROOT, 'scripts/build.ts'), ['--if-stale', '--package'], {
        timeoutMs: TIMEOUT_MS,
        env: found.env,
      });
      if (made.code !== 0) {
        console.log(`\n--- ${name} ---\n${made.output.trim()}\n`);
        return judge(name, made, undefined);
      }
      const wrong = wrongFuses(
        packageConfiguration(manifest.devDependencies.electron).electronFuses,
        await getCurrentFuseWire(join(ROOT, 'release', 'linux-unpacked', manifest.name)),
      );
      if (wrong.names.length > 0) console.log(`not as configured: ${wrong.names.join(', ')}`);
      return judge(name, made, { passed: wrong.looked - wrong.names.length, failed: wrong.names.length, skipped: 0 });
    },
  };
}

/** Fuses that are not as they were to be; those that an older Electron does not have are not looked at. */
export function wrongFuses(
  wanted: Configuration['electronFuses'],
  burnt: FuseConfig<FuseState>,
): { readonly looked: number; readonly names: readonly string[] } {
  const has = Object.entries(wanted ?? {}).flatMap(([name, on]) => {
    const fuse = FuseV1Options[`${name.charAt(0).toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options];
    const state = burnt[fuse];
    return state === undefined
      ? []
      : [{ name, isRight: state === (on === true ? FuseState.ENABLE : FuseState.DISABLE) }];
  });
  return { looked: has.length, names: has.filter(({ isRight }) => !isRight).map(({ name }) => name) };
}
