import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdDataFolder } from './hold-data-folder.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'chedan-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const HOLDER = `
import { holdDataFolder } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'hold-data-folder.ts')).href)};
const { ok } = holdDataFolder(process.argv[1]);
// Nobody remembers that it is held, and what nobody remembers is collected.
for (let times = 0; times < 5; times += 1) {
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 10));
}
console.log(ok);
setInterval(() => {}, 1000);
`;

describe('a data folder', () => {
  it('is held by one desk, and free again when that one lets go', () => {
    const first = holdDataFolder(dataDir);

    const second = holdDataFolder(dataDir);

    expect(second).toMatchObject({ ok: false, refusal: { code: 'database_locked' } });
    if (first.ok) first.value.release();
    expect(holdDataFolder(dataDir).ok).toBe(true);
  });

  it('held by another process is free again once that one was killed', async () => {
    const other = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', HOLDER, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    const meanwhile = holdDataFolder(dataDir);

    other.kill('SIGKILL');
    await once(other, 'exit');

    expect(meanwhile).toMatchObject({ ok: false, refusal: { code: 'database_locked' } });
    const afterwards = holdDataFolder(dataDir);
    expect(afterwards.ok).toBe(true);
    if (afterwards.ok) afterwards.value.release();
  });
});
