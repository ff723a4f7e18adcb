import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MARKER } from '../../contract/testing/hostile-values.ts';
import { inspectFile } from './inspect.ts';
import { unreadable } from './open-rows.ts';
import type { RowSource } from './row-source.ts';
import { HOSTILE_TEXTS } from './testing/hostile-texts.ts';
import { HOSTILE_WORKBOOKS } from './testing/hostile-workbooks.ts';

/** Far more than any of these files may take, on a slow machine too: a reader that goes on for ever is found. */
const PATIENCE_MS = 30_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-hostile-'));
  path = join(folder, 'file');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `read`, or the code or reason the file is refused for, at the first look or while it is read. */
async function fateOf(bytes: Buffer): Promise<{ fate: string; said: string }> {
  writeFileSync(path, bytes);
  const inspected = await inspectFile({ path, fileName: 'orders', kind: null, recall: () => null });
  const result = inspected.ok ? await readThrough(inspected.value.source) : inspected;
  if (result.ok) return { fate: 'read', said: '' };
  const { code, data } = result.refusal;
  const fate = code === 'file_unreadable' ? String(data['reason']) : code;
  return { fate, said: JSON.stringify(result.refusal) };
}

async function readThrough(source: RowSource) {
  try {
    let rows = 0;
    for await (const batch of source.read()) rows += batch.length;
    return { ok: true, rows } as const;
  } catch (error) {
    return unreadable(error);
  }
}

describe.each([
  ['workbook', HOSTILE_WORKBOOKS],
  ['text file', HOSTILE_TEXTS],
] as const)('a %s that is out to do harm is read or refused', (_kind, files) => {
  it.each(files)(
    '$name: $fate',
    async ({ fate, bytes }) => {
      const file = bytes();

      const came = await fateOf(file);

      expect(came.fate).toMatch(fate === 'either' ? /./u : new RegExp(`^${fate}$`, 'u'));
      expect(came.said).not.toContain(MARKER);
    },
    PATIENCE_MS,
  );
});

it('no two of them have the same name', () => {
  const names = [...HOSTILE_WORKBOOKS, ...HOSTILE_TEXTS].map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
});
