/** What a peer answers has to be right before it says anything how quickly: the same as reading every order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFlexSearch, buildMiniSearch } from './memory-peers.ts';
import { documents, newest, QUESTIONS, type How, type PeerDocument } from './peer.ts';
import { buildPouchDb } from './pouchdb-peer.ts';
import { buildLike, buildTrigram } from './sqlite-peers.ts';

const ORDERS = 2_000;
const LIMIT = 30;

const FITS: Readonly<Record<How, (document: PeerDocument, typed: string) => boolean>> = {
  exact: ({ orderNo }, typed) => orderNo === typed,
  end: ({ mobile }, typed) => mobile.endsWith(typed),
  part: ({ personName, merchantName }, typed) => personName.includes(typed) || merchantName.includes(typed),
};

function readOff(how: How, typed: string): readonly number[] {
  const fitting = [...documents(ORDERS)].filter((document) => FITS[how](document, typed));
  return newest(
    fitting.map(({ recency }) => recency),
    LIMIT,
  );
}

const asked = QUESTIONS.map(({ name, how, typed }) => ({ name, how, typed: typed(3, ORDERS) }));

test.each([
  ['like', buildLike, []],
  ['fts5-trigram', buildTrigram, []],
  ['minisearch', buildMiniSearch, []],
  ['flexsearch', buildFlexSearch, []],
  ['pouchdb-find', buildPouchDb, ['part']],
] as const)('%s answers what reading every order answers', async (_name, build, cannot: readonly How[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'chedan-peer-'));
  try {
    const peer = await build(documents(ORDERS), folder, ORDERS);
    const answers = [];
    for (const { name, how, typed } of asked) {
      const hits = await peer.ask(how, typed, LIMIT);
      answers.push([name, hits === null ? null : newest(hits as readonly number[], LIMIT)]);
    }
    await peer.close();

    expect(answers).toEqual(
      asked.map(({ name, how, typed }) => [name, cannot.includes(how) ? null : readOff(how, typed)]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the questions find much, little and nothing', () => {
  const counts = new Set(asked.map(({ how, typed }) => readOff(how, typed).length));

  expect(counts.has(0) && counts.has(1) && counts.has(LIMIT)).toBe(true);
});
