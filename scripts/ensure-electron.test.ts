import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureElectron } from './ensure-electron.ts';
import type { ElectronFound } from './ensure-electron.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-electron-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOT_REACHED: ElectronFound = { ok: false, reason: 'its download failed' };
const download = (): Promise<ElectronFound> => Promise.resolve(NOT_REACHED);
const nowhere = (): string => join(folder, 'no-such-folder');

function script(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

/** A folder as Electron unpacks to; what stands for its program starts, and does no more. */
function electronIn(name: string, version: string): string {
  const dist = join(folder, name);
  mkdirSync(dist);
  script(join(dist, 'electron'), `echo v${version}`);
  writeFileSync(join(dist, 'version'), version);
  return dist;
}

/** A runtime beside the checkout that hands over `dist`. */
function runtimeWith(dist: string): string {
  const runtime = join(folder, 'runtime');
  mkdirSync(runtime);
  script(join(runtime, 'electron-dist'), `echo ${dist}`);
  return runtime;
}

describe.runIf(process.platform === 'linux')('the Electron of the tests', () => {
  it('is the one that is named, whatever else there is', async () => {
    const named = electronIn('named', '45.3.4');
    const runtime = runtimeWith(electronIn('beside', '45.0.0'));

    const found = await ensureElectron({ env: { ELECTRON_OVERRIDE_DIST_PATH: named }, runtime, download });

    expect(found).toEqual({
      ok: true,
      path: join(named, 'electron'),
      env: { ELECTRON_OVERRIDE_DIST_PATH: named },
    });
  });

  it('is none where the one that is named is not there', async () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: nowhere() };

    const found = await ensureElectron({ env, runtime: runtimeWith(electronIn('beside', '45.0.0')), download });

    expect(found).toEqual({ ok: false, reason: 'ELECTRON_OVERRIDE_DIST_PATH holds no Electron' });
  });

  it('is downloaded where nothing is named and nothing stands beside', async () => {
    expect(await ensureElectron({ env: {}, runtime: nowhere(), download })).toBe(NOT_REACHED);
  });

  it('is the one that stands beside where nothing is named, and an old one brings its SQLite', async () => {
    const dist = electronIn('beside', '25.1.1');
    const runtime = runtimeWith(dist);
    const lacking = await ensureElectron({ env: {}, runtime, download });
    const binding = join(runtime, 'better_sqlite3-13.0.3-napi8-linux-x64.node');
    writeFileSync(binding, '');

    const found = await ensureElectron({ env: {}, runtime, download });

    expect(lacking).toMatchObject({ ok: false, reason: expect.stringContaining('DESK_SQLITE_BINDING') });
    expect(found).toMatchObject({
      ok: true,
      env: { ELECTRON_OVERRIDE_DIST_PATH: dist, DESK_SQLITE_BINDING: binding },
    });
  });

  it('is none where it does not start, and the last thing it said is why', async () => {
    const named = electronIn('named', '45.3.4');
    script(join(named, 'electron'), 'echo broken; exit 3');

    const found = await ensureElectron({ env: { ELECTRON_OVERRIDE_DIST_PATH: named }, runtime: nowhere(), download });

    expect(found).toEqual({ ok: false, reason: 'it does not start: broken' });
  });
});
