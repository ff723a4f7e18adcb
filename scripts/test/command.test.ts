import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageBin, runCommand, runNode } from './command.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function script(source: string): Promise<string> {
  const path = join(folder, 'script.mjs');
  await writeFile(path, source);
  return path;
}

describe('a command', () => {
  it('gives its exit code and both its outputs', async () => {
    const path = await script("console.log('out'); console.error('err'); process.exit(3);");

    const result = await runNode(path, [], { timeoutMs: 20_000 });

    expect(result.code).toBe(3);
    expect(result.output).toMatch(/out/);
    expect(result.output).toMatch(/err/);
  });

  it('takes what it started with it when it takes too long', async () => {
    // The grandchild holds the same pipe: as long as it lives, the command has not ended.
    const path = await script(`
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      setInterval(() => {}, 1000);
    `);

    const result = await runNode(path, [], { timeoutMs: 2_000 });

    expect(result.code).toBeNull();
    expect(result.output).toContain('took longer than 2 s');
  });

  it('says so when it cannot be started', async () => {
    const result = await runCommand(join(folder, 'missing'), [], { timeoutMs: 20_000 });

    expect(result).toMatchObject({ code: null, output: expect.stringContaining('ENOENT') });
  });
});

describe('the command of a package', () => {
  it.each([
    ['typescript', 'tsc'],
    ['oxlint', 'oxlint'],
    ['oxfmt', 'oxfmt'],
    ['knip', 'knip'],
    ['vitest', 'vitest'],
    ['@playwright/test', 'playwright'],
    ['electron', 'install-electron'],
  ])('%s: %s is a script that is there', (packageName, command) => {
    expect(existsSync(packageBin(packageName, command))).toBe(true);
  });

  it('is refused when the package has none of that name', () => {
    expect(() => packageBin('knip', 'nonsense')).toThrow('knip has no command nonsense');
  });
});
