import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEvidenceStore } from './evidence-store.ts';

const KEY = new Uint8Array(32).fill(5);
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'desk-evidence-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** A file whose every reading after the first is preceded by something happening to the disk. */
class Interrupted extends Blob {
  readonly #happens: () => Promise<void>;
  #readings = 0;

  constructor(content: Uint8Array<ArrayBuffer>, happens: () => Promise<void>) {
    super([content]);
    this.#happens = happens;
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    this.#readings += 1;
    if (this.#readings === 1) return super.stream();
    const happens = this.#happens;
    return super.stream().pipeThrough(
      new TransformStream({
        transform: async (chunk: Uint8Array<ArrayBuffer>, controller) => {
          await happens();
          controller.enqueue(chunk);
        },
      }),
    );
  }
}

describe('a disk that is taken away while evidence is written', () => {
  it('is told in words, and the same file goes in once it is back', async () => {
    const store = openEvidenceStore(dataDir, KEY);
    const gone = () => rm(join(dataDir, 'evidence'), { recursive: true });

    const refused = await store.put(new Interrupted(new Uint8Array(PNG), gone));
    const kept = await store.put(new Blob([new Uint8Array(PNG)]));

    expect(refused).toMatchObject({ ok: false, refusal: { code: 'disk_failed', data: { code: 'ENOENT' } } });
    expect(kept).toMatchObject({ ok: true, value: { mediaType: 'image/png', sizeBytes: PNG.length } });
  });
});
