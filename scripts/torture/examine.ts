/** Opens a data folder after a harm and names whatever is not as it was acknowledged, or only half there. */
import { setTimeout as pause } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { openDesk } from '../../desk/desk.ts';
import type { Desk } from '../../desk/desk.ts';
import { refusalLines } from '../../desk/hosting/start-words.ts';
import { verifyChains } from '../../desk/views/audit.ts';
import { acknowledgedProblems } from './examine/acknowledged.ts';
import { evidenceProblems } from './examine/evidence.ts';
import { importProblems } from './examine/imports.ts';
import { storeProblems } from './examine/stores.ts';
import { wordProblems } from './examine/words.ts';
import type { JournalLine } from './journal.ts';
import { deskOptions, PASSWORD } from './template.ts';

/** What is wrong, in words for whoever reads the torture's output; empty where everything holds. */
export async function examine(dataDir: string, journal: readonly JournalLine[]): Promise<readonly string[]> {
  const faults = journal.flatMap((line) => (line.type === 'fault' ? [`${line.act} failed untyped: ${line.what}`] : []));
  const problems = [...faults, ...wordProblems(journal)];
  const opened = await openDesk(deskOptions(dataDir));
  if (!opened.ok) {
    return [...problems, `the desk does not open again: ${opened.refusal.code} (${refusalLines(opened.refusal)[1]})`];
  }
  const desk = opened.value;
  try {
    problems.push(...acknowledgedProblems(desk.deps.db, journal), ...storeProblems(desk.deps.db, dataDir));
    problems.push(...(await evidenceProblems(desk, journal)));
    problems.push(...(await importProblems(await signedIn(desk), desk.deps.db, journal)));
    // An import that went on has left more behind.
    problems.push(...storeProblems(desk.deps.db, dataDir));
    const chains = verifyChains(desk.deps.db);
    if (!chains.ok)
      problems.push(`audit verify: ${String(chains.brokenChain)} breaks at ${String(chains.firstBrokenSeq)}`);
  } finally {
    // What an import still writes comes before the end.
    await pause(0);
    await desk.close();
  }
  return [...new Set(problems)];
}

async function signedIn(desk: Desk) {
  const client = createRouterClient(desk.router, { context: { clientId: 'window-of-the-harness', host: 'browser' } });
  await client.auth.signIn({ login: 'admin-1', password: PASSWORD });
  return client;
}
