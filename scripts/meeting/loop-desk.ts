/**
 * A desk that works by itself until it is killed: calls, notes, filings, and the engine beside it. Each note is told on standard
 * output after it was committed, and only then: what was told must be found again. Told to stop, it works no more and only keeps in step.
 */
import { v7 as uuidv7 } from 'uuid';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { countSyncItems } from '../../db/queries/sync-items.ts';
import { heldStreams } from '../../db/queries/held-events.ts';
import { getHubLink } from '../../db/queries/hub-link.ts';
import { getUser } from '../../db/queries/users.ts';
import { TEST_KEYS } from '../../db/testing/temporary-db.ts';
import type { CommandDesk } from '../../desk/commands/execute.ts';
import { startSync } from '../../desk/sync/engine.ts';
import { createHubClient } from '../../desk/sync/hub-client.ts';
import { refuse } from '../../domain/kernel/result.ts';
import { pack } from '../../domain/cases/testing/filing.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { defaultCalendar } from '../../domain/policy/calendars/default.ts';
import { chanceOf } from '../torture/random.ts';
import { workOn } from './work.ts';

const [dataDir = '', userId = '', seed = '1'] = process.argv.slice(2);
const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: Date.now() });
if (!opened.ok) throw new Error(opened.refusal.code);
const { db } = opened.value;
const link = getHubLink(db);
if (link === null) throw new Error('the desk was not enrolled');
const person = getUser(db, userId);
const actor: Actor = {
  userId,
  roles: person?.roles ?? ['agent'],
  branchId: person?.branchId ?? 'hotline',
  deskId: link.deskId,
};
const command: CommandDesk = { db, deskId: link.deskId, pack, calendar: defaultCalendar, mode: 'hub', now: Date.now };
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const engine = startSync({
  desk: () => command,
  client: createHubClient(link, Date.now),
  // None are recorded here.
  files: { get: () => Promise.resolve(refuse('evidence_missing', { problem: 'missing' })) },
  now: Date.now,
  changed: () => undefined,
  failed: (stream, error) => say({ failed: stream, error: error instanceof Error ? error.message : 'thrown' }),
});

const working = new AbortController();
process.stdin.on('data', () => {
  working.abort();
  engine.wake();
});
const chance = chanceOf(Number(seed));
const desk = workOn({ command, actor, woken: () => engine.wake() });

for (let turn = 0; !working.signal.aborted; turn += 1) {
  await new Promise((resolve) => {
    setTimeout(resolve, chance.between(5, 60));
  });
  const contactId = uuidv7();
  try {
    desk.verifies(contactId, chance.pick(['TA0001', 'TA0002', 'TA0003']));
    for (let notes = chance.between(1, 4); notes > 0; notes -= 1) {
      const noteId = uuidv7();
      const done = desk.does('AddContactNote', { contactId, noteId, text: `记录 ${noteId}`, corrects: null });
      if (done.ok) say({ note: noteId });
    }
    if (turn % 4 === 0) desk.files(uuidv7(), contactId, chance.pick(['TA0001', 'TA0002', 'TA0003']));
  } catch (error) {
    // The orders come with the first pull.
    if (!(error instanceof Error) || !error.message.includes('has not come yet')) throw error;
  }
}

for (;;) {
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  const { waiting } = countSyncItems(db);
  const pending = db.get<{ count: number }>(`SELECT count(*) AS count FROM event WHERE status = 'pending'`)?.count ?? 0;
  say({ waiting, pending, gaps: heldStreams(db, 'gap').length, inStepAt: engine.state().inStepAt });
}
