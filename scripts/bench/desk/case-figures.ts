/** Opening cases and paging through queues, as a window asks for them, beside the bare rows they are made of. */
import { createRouterClient } from '@orpc/server';
import type { CASE_QUEUES } from '../../../contract/desk-api/cases.ts';
import { DEMO_PASSWORD } from '../../../desk/demo/people.ts';
import type { Desk } from '../../../desk/desk.ts';
import type { DeskClient } from '../../../desk/testing/opened-desk.ts';
import { figure, measure, measureAsync } from '../measure.ts';
import type { Figure } from '../measure.ts';
import { caseCodeOf, LONG_CASE_EVENTS, LONG_EVERY } from './build-cases.ts';

const RUNS = 200;
const PAGE = 50;
const SCREEN = { p99: 5000 };

/** A window at which somebody of the demonstration is signed in. */
export async function signedIn(desk: Desk, login: string): Promise<DeskClient> {
  const client = createRouterClient(desk.router, { context: { clientId: `bench-${login}`, host: 'browser' } });
  await client.auth.signIn({ login, password: DEMO_PASSWORD });
  return client;
}

/** Another one of the long cases for each index. */
export function longCase(desk: Desk, cases: number, index: number): string {
  const at = ((index * 31) % Math.floor(cases / LONG_EVERY)) * LONG_EVERY;
  const found = desk.deps.db.get<{ caseId: string }>(
    'SELECT case_id AS caseId FROM case_row WHERE case_code = ?',
    caseCodeOf(at),
  );
  if (found === undefined) throw new Error('a case that was built is not there');
  return found.caseId;
}

async function openFigure(desk: Desk, cases: number): Promise<Figure> {
  const { db } = desk.deps;
  const agent = await signedIn(desk, 'agent1');
  const ids = Array.from({ length: RUNS + 20 }, (_, index) => longCase(desk, cases, index));
  const caseId = (index: number): string => ids[index] ?? '';
  const floor = measure(RUNS, (index) => {
    const rows = db.all('SELECT * FROM event WHERE stream = ? ORDER BY version', `case/${caseId(index)}`);
    if (rows.length < LONG_CASE_EVENTS) throw new Error('not a long case');
  });
  const open = await measureAsync(RUNS, async (index) => {
    const subject = { type: 'case', caseId: caseId(index) } as const;
    await Promise.all([agent.cases.get({ caseId: caseId(index) }), agent.contacts.timeline({ subject, cursor: null })]);
  });
  return figure('case.open', open, floor, SCREEN);
}

type Queue = (typeof CASE_QUEUES)[number];
const QUEUES: readonly Queue[] = ['review', 'needs_info', 'intake_only', 'rejected', 'executing', 'all', 'mine'];

/** Every queue, alone and with each filter; the page after it as well. */
async function queueFigures(desk: Desk): Promise<Figure[]> {
  const { db } = desk.deps;
  const supervisor = await signedIn(desk, 'supervisor1');
  const agent = await signedIn(desk, 'agent1');
  const floor = measure(RUNS, () => {
    db.all(`SELECT * FROM case_row ORDER BY sort_at, case_id LIMIT ${PAGE}`);
  });
  const figures: Figure[] = [];
  for (const queue of QUEUES) {
    for (const orderKind of [null, 'acquiring_txn'] as const) {
      for (const overdueOnly of [false, true]) {
        const client = queue === 'mine' ? agent : supervisor;
        const asked = { queue, orderKind, overdueOnly };
        const first = await client.cases.list({ ...asked, cursor: null });
        const timing = await measureAsync(RUNS, (index) =>
          client.cases.list({ ...asked, cursor: index % 2 === 0 ? null : first.next }),
        );
        const filters = `${orderKind === null ? '' : '.acquiring'}${overdueOnly ? '.overdue' : ''}`;
        figures.push(figure(`queue.page.${queue}${filters}`, timing, floor, SCREEN));
      }
    }
  }
  for (const [login, client] of [
    ['agent', agent],
    ['supervisor', supervisor],
  ] as const) {
    figures.push(figure(`work.counts.${login}`, await measureAsync(RUNS, () => client.work.counts()), floor, SCREEN));
  }
  return figures;
}

export async function caseFigures(desk: Desk, cases: number): Promise<Figure[]> {
  return [await openFigure(desk, cases), ...(await queueFigures(desk))];
}
