/**
 * Saves drafts of a form in the data folder given, one after another, and says the number of each only once it was answered
 * `ok`. The test that started this process kills it.
 */
import { writeSync } from 'node:fs';
import { openDeskDb } from '../../../db/open/open-desk-db.ts';
import { TEST_KEYS } from '../../../db/testing/temporary-db.ts';
import { writeDraft } from '../drafts.ts';

const [dataDir = ''] = process.argv.slice(2);
const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: Date.now() });
if (!opened.ok) throw new Error(opened.refusal.code);
const deps = { db: opened.value.db, now: Date.now };

for (let count = 1; ; count += 1) {
  const saved = writeDraft(deps, 'agent-1', `form-${count % 10}`, { count, words: '测试'.repeat(500) });
  if (saved.ok) writeSync(1, `${count}\n`);
}
