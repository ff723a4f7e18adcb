/** The acts of a person at a desk, one at a time, chosen by chance. */
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient, ORPCError } from '@orpc/server';
import type { SubjectRef } from '../../../contract/desk-api/contacts.ts';
import type { Desk } from '../../../desk/desk.ts';
import type { DeskClient } from '../../../desk/testing/opened-desk.ts';
import { filingFor, verifiedAtCounter } from '../../../desk/testing/scenario-desk.ts';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import type { Acknowledged, JournalLine } from '../journal.ts';
import type { Chance } from '../random.ts';
import { IMPORT_FILES, orderNoOf, ORDERS, PASSWORD } from '../template.ts';
import { markOf } from '../wal.ts';

export const FOCUSES = ['import', 'filing', 'notes', 'evidence', 'drafts', 'everything'] as const;
export type Focus = (typeof FOCUSES)[number];

export interface WorkerOptions {
  readonly desk: Desk;
  readonly dataDir: string;
  readonly filesDir: string;
  readonly focus: Focus;
  readonly marksWal: boolean;
  readonly chance: Chance;
  readonly say: (line: JournalLine) => void;
}

type Answered = Omit<Acknowledged, 'type' | 'act' | 'events' | 'wal'>;
type Act = () => Promise<Answered>;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Answers a function that does the next act and tells how it ended. */
export function startWorker(options: WorkerOptions): () => Promise<void> {
  const { desk, chance, say, focus } = options;
  const acts = actsOf(options);
  const names = Object.keys(acts);
  const tell = journalOf(options);
  return async () => {
    const name = focus === 'everything' || chance.percent(30) ? chance.pick(names) : focus;
    try {
      const answered = await (acts[name] ?? acts['notes'])?.();
      say(tell(name, answered ?? {}));
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === null) {
        say({
          type: 'fault',
          act: name,
          what: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        return;
      }
      say({ type: 'refused', act: name, refusal });
      if (refusal.code === 'not_signed_in' || refusal.code === 'session_locked') await signInAgain(desk, say);
    }
  };
}

function refusalIn(error: unknown): Refusal | null {
  return error instanceof ORPCError && error.code === 'REFUSED' ? (error.data as Refusal) : null;
}

function windowOf(desk: Desk, login: string): DeskClient {
  return createRouterClient(desk.router, { context: { clientId: `window-of-${login}`, host: 'browser' } });
}

async function signInAgain(desk: Desk, say: WorkerOptions['say']): Promise<void> {
  for (const login of ['agent-1', 'admin-1']) {
    try {
      await windowOf(desk, login).auth.signIn({ login, password: PASSWORD });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal === null) say({ type: 'fault', act: 'sign-in', what: String(error) });
      else say({ type: 'refused', act: 'sign-in', refusal });
    }
  }
}

/** Gathers the events that were committed since the last answer. */
function journalOf({ desk, dataDir, marksWal }: WorkerOptions) {
  const { db } = desk.deps;
  let position = db.get<{ last: number | null }>('SELECT max(position) AS last FROM event')?.last ?? 0;
  return (act: string, answered: Answered): Acknowledged => {
    const events = db.all<{ position: number; eventId: string; commandId: string }>(
      `SELECT position, event_id AS eventId, command_id AS commandId FROM event WHERE position > ? ORDER BY position`,
      position,
    );
    position = events.at(-1)?.position ?? position;
    const wal = marksWal
      ? { wal: { desk: markOf(join(dataDir, 'desk.db-wal')), orders: markOf(join(dataDir, 'orders.db-wal')) } }
      : {};
    return { type: 'done', act, events, ...answered, ...wal };
  };
}

function actsOf({ desk, filesDir, chance, say }: WorkerOptions): Record<string, Act> {
  const agent = windowOf(desk, 'agent-1');
  const admin = windowOf(desk, 'admin-1');
  const subjects: SubjectRef[] = [];
  let drafts = 0;
  let run: Acknowledged['run'] | undefined;
  let imported = 0;

  const subject = async (): Promise<SubjectRef> => {
    if (subjects.length > 0 && chance.percent(80)) return chance.pick(subjects.slice(-5));
    const { contactId } = await agent.contacts.start({
      channel: 'phone',
      direction: 'inbound',
      cli: '19900000001',
      waitedSeconds: null,
      callbackId: null,
    });
    subjects.push({ type: 'contact', contactId });
    return { type: 'contact', contactId };
  };

  return {
    notes: async () => {
      await agent.contacts.note({
        subject: await subject(),
        text: '测试'.repeat(chance.between(1, 400)),
        corrects: null,
      });
      return {};
    },
    drafts: async () => {
      drafts += 1;
      const draft = { key: `form-${chance.between(0, 5)}`, count: drafts };
      say({ type: 'try', act: 'drafts', draft });
      await agent.drafts.save({
        key: draft.key,
        body: { count: draft.count, words: '测试'.repeat(chance.between(1, 300)) },
      });
      return { draft };
    },
    evidence: async () => {
      const content = Buffer.concat([PNG, chance.bytes(64), Buffer.alloc(chance.between(100, 200_000), 7)]);
      const sha256 = createHash('sha256').update(content).digest('hex');
      const about = await subject();
      say({ type: 'try', act: 'evidence', evidence: sha256 });
      const file = new File([content], '测试.png', { type: 'image/png' });
      await agent.evidence.attach({ subject: about, kind: 'id_copy', title: '测试', file });
      return { evidence: sha256 };
    },
    filing: async () => {
      const orderNo = orderNoOf(chance.between(0, ORDERS));
      const contact = await verifiedAtCounter(agent, { orderNo });
      const filing = await filingFor({ desk: () => desk }, agent, contact, { orderNo });
      const filed = await agent.cases.file(filing);
      subjects.push({ type: 'case', caseId: filed.case.caseId });
      return {};
    },
    import: async () => {
      if (run === undefined || run.rowsRead >= run.rows) {
        const file = IMPORT_FILES[imported % IMPORT_FILES.length] ?? chance.pick(IMPORT_FILES);
        imported += 1;
        const { uploadId, inspection } = await admin.imports.inspect({
          fileName: file.name,
          file: await openAsBlob(join(filesDir, file.name)),
          kind: 'terminal_application',
        });
        const { kind, headerLine, columns } = inspection;
        const mapping = {
          kind,
          headerLine,
          columns: columns.map(({ index, field, unit }) => ({ index, field, unit })),
        };
        const started = await admin.imports.start({ uploadId, mapping, remember: chance.percent(50) });
        run = { runId: started.runId, rowsRead: started.rowsRead, rows: file.rows, bad: file.bad };
        return { run };
      }
      await new Promise((resolve) => setTimeout(resolve, chance.between(0, 60)));
      const { state, rowsRead } = await admin.imports.get({ runId: run.runId });
      const seen = { ...run, rowsRead };
      run = seen;
      if (state === 'interrupted') await admin.imports.resume({ runId: seen.runId });
      return { run: seen };
    },
  };
}
