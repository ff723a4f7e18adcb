/** What desks and hubs of each version have really said is read by this one, and nothing of it is lost on the way. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from './envelopes.ts';
import { PROTOCOL_VERSION } from './version.ts';

const CORPUS = join(import.meta.dirname, 'corpus');
const versions = readdirSync(CORPUS);
const messages = versions.flatMap((version) =>
  readdirSync(join(CORPUS, version)).map((file) => [version, file, file.split('.')[0] ?? ''] as const),
);
describe('the corpus', () => {
  it('holds this version, with every message that is said in it', () => {
    expect(versions).toContain(String(PROTOCOL_VERSION));
    const said = new Set(
      messages.filter(([version]) => version === String(PROTOCOL_VERSION)).map(([, , name]) => name),
    );
    expect(Object.keys(MESSAGES).filter((name) => !said.has(name))).toEqual([]);
  });

  it.each(messages)('version %s: %s is read whole', (version, file, name) => {
    const text = readFileSync(join(CORPUS, version, file), 'utf8');
    const schema = MESSAGES[name as keyof typeof MESSAGES];
    const read = schema.safeParse(JSON.parse(text));
    expect(read.error?.issues).toBeUndefined();
    expect(read.data).toEqual(JSON.parse(text));
  });

  it.each(messages)('version %s: %s is read with what a later version adds to it', (version, file, name) => {
    const body = JSON.parse(readFileSync(join(CORPUS, version, file), 'utf8')) as Record<string, unknown>;
    const read = MESSAGES[name as keyof typeof MESSAGES].safeParse({ ...body, addedLater: { of: 'a later version' } });
    expect(read.data).toHaveProperty('addedLater.of', 'a later version');
  });
});
