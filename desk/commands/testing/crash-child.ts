/**
 * Executes a command on the data folder given, and stops dead while its second event is being written: `toJSON` is called
 * in the middle of the transaction. The test that started this process then kills it.
 */
import { writeSync } from 'node:fs';
import { z } from 'zod';
import { openDeskDb } from '../../../db/open/open-desk-db.ts';
import { cancellationFiled, contactStarted } from '../../../db/testing/sample-events.ts';
import { TEST_KEYS } from '../../../db/testing/temporary-db.ts';
import { agent } from '../../../domain/testing/given.ts';
import { defineCommand } from '../../../domain/kernel/command.ts';
import { ok } from '../../../domain/kernel/result.ts';
import { executeCommand } from '../execute.ts';
import { commandDesk } from './command-desk.ts';

const [dataDir = ''] = process.argv.slice(2);

const fileAndStop = defineCommand({
  type: 'FileAndStop',
  authority: 'arbitrated',
  payload: z.strictObject({}),
  streams: () => ['contact/contact-crash', 'case/case-crash'],
  decide: () => {
    const filed = cancellationFiled('case-crash', { orderNo: 'ORDER-CRASH' });
    const stop = {
      toJSON: (): never => {
        writeSync(1, 'in the middle\n');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        throw new Error('was not killed');
      },
    };
    return ok([
      contactStarted('contact-crash'),
      { ...filed, data: Object.assign({}, filed.data, stop) } as typeof filed,
    ]);
  },
});

const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: Date.now() });
if (!opened.ok) throw new Error(opened.refusal.code);
executeCommand(commandDesk(opened.value.db), agent, fileAndStop, { commandId: 'command-crash', payload: {} });
