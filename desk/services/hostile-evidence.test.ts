import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARKER } from '../../contract/testing/hostile-values.ts';
import type { DeskClient, OpenedDesk } from '../testing/opened-desk.ts';
import { openTestDesk, refusalFrom } from '../testing/opened-desk.ts';
import { MAX_FILE_BYTES } from '../../contract/hub-protocol/envelopes.ts';
import { safeFileName } from './file-name.ts';
import { mediaTypeOf, SNIFFED_BYTES } from './media-type.ts';
import { HOSTILE_CONTENTS, HOSTILE_NAMES } from './testing/hostile-evidence.ts';

const DEVICE = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$)$/iu;

/** What is wrong with a name to save a file under, on any system; empty where nothing is. */
function faultsOf(name: string): string[] {
  const stem = name.slice(0, name.lastIndexOf('.'));
  return [
    [/[\\/:*?"<>|\0]/u.test(name), 'a character that no system takes'],
    [/\p{C}/u.test(name), 'a character that does not show'],
    [/[$`'&;~%=^]/u.test(name), 'a character that a shell reads'],
    [DEVICE.test((stem.split('.')[0] ?? '').trim()), 'a device'],
    [/^[.\s-]|[.\s]$/u.test(stem), 'a beginning or an end that is more than a name'],
    [!name.endsWith('.png'), 'not the type it is'],
    [Buffer.byteLength(name) > 255, 'longer than a file system takes'],
  ].flatMap(([wrong, what]) => (wrong === true ? [String(what)] : []));
}

let opened: OpenedDesk;
let agent: DeskClient;
let contactId: string;
beforeAll(async () => {
  opened = await openTestDesk();
  agent = await opened.as('agent-1', 'agent');
  ({ contactId } = await agent.contacts.start({
    channel: 'phone',
    direction: 'inbound',
    cli: null,
    waitedSeconds: null,
    callbackId: null,
  }));
}, 60_000);
afterAll(() => opened.dispose());

const attach = (file: Blob) =>
  agent.evidence.attach({ subject: { type: 'contact', contactId }, kind: 'other', title: '测试材料', file });

describe('a file with a name that is out to do harm', () => {
  it.each(HOSTILE_NAMES)('gets one that may be saved anywhere: %j', (name) => {
    expect(faultsOf(safeFileName(name, 'png'))).toEqual([]);
  });

  it('gets one, whatever it was called', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 })),
        (name) => {
          expect(faultsOf(safeFileName(name, 'png'))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is kept within the data folder, and comes back under a name that is safe', async () => {
    const before = readdirSync(opened.dataDir);

    const names: string[] = [];
    for (const [index, name] of HOSTILE_NAMES.entries()) {
      const { evidenceId } = await attach(new File([`通话记录 ${index}`], name));
      const { file } = await agent.evidence.open({ evidenceId });
      names.push((file as File).name.replace(/txt$/u, 'png'));
    }

    expect(names.flatMap(faultsOf)).toEqual([]);
    expect(readdirSync(opened.dataDir).filter((entry) => !before.includes(entry))).toEqual(['evidence']);
  });
});

describe('a file of a type that is out to do harm', () => {
  it.each(HOSTILE_CONTENTS)('is kept as what it is, or refused: $what', async ({ kept, content }) => {
    const lying = new File([Uint8Array.from(content)], 'x.html', { type: 'text/html' });

    const outcome = await attach(lying).then(
      ({ mediaType }) => mediaType,
      () => null,
    );

    expect(outcome).toBe(kept);
  });

  it('is one of a few types, whatever its bytes are, and never one that a browser runs', () => {
    const kept = new Set([
      null,
      'image/png',
      'image/jpeg',
      'image/gif',
      'image/webp',
      'application/pdf',
      'audio/mpeg',
      'audio/ogg',
      'audio/mp4',
      'audio/wav',
      'text/plain',
    ]);

    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 64 }),
          fc.string({ maxLength: 64 }).map((text) => new Uint8Array(Buffer.from(`<${text}`))),
        ),
        (head) => {
          expect(kept.has(mediaTypeOf(head.subarray(0, SNIFFED_BYTES))?.mediaType ?? null)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused over the limit before it is read, with nothing left on the disk', async () => {
    const large = new File([new Uint8Array(MAX_FILE_BYTES + 1)], `${MARKER}.png`);

    const refusal = await refusalFrom(attach(large));

    expect(refusal).toMatchObject({ code: 'evidence_too_large' });
    expect(JSON.stringify(refusal)).not.toContain(MARKER);
  });

  it('leaves no trace of a name or a content in the log', () => {
    const folder = join(opened.dataDir, 'logs');

    const log = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');

    expect(log).toContain('evidence.attach');
    expect(log).not.toContain(MARKER);
    expect(log).not.toContain('"fault"');
  });
});
