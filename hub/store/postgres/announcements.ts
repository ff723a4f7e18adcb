/**
 * That there is something to pull, told among all hubs of a database. After the commit, and not with each: a NOTIFY inside a
 * transaction makes all commits wait for one another. What is missed is found by the next pull, which comes anyway.
 */
import pg from 'pg';

const CHANNEL = 'hub_written';
/** Many commits in a short while are told once. */
const GATHER_MS = 5;
const AGAIN_MS = 1_000;

export interface Announcements {
  announce(): void;
  listen(told: () => void): () => void;
  close(): Promise<void>;
}

export function announcements(pool: pg.Pool, url: string, failed: (error: unknown) => void): Announcements {
  const listeners = new Set<() => void>();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let again: NodeJS.Timeout | null = null;
  let isClosed = false;

  const tell = (): void => {
    for (const told of listeners) told();
  };
  /** Listens on a connection of its own, and anew where that breaks; then everybody is told, for what was missed. */
  const connect = (): void => {
    const mine = new pg.Client({ connectionString: url, keepAlive: true });
    client = mine;
    const lost = (problem: unknown): void => {
      if (client !== mine) return;
      client = null;
      mine.end().catch(() => undefined);
      if (isClosed) return;
      failed(problem);
      again = setTimeout(connect, AGAIN_MS);
    };
    mine.on('error', lost);
    mine.on('end', () => lost(new Error('the connection that listens has ended')));
    mine.on('notification', tell);
    mine
      .connect()
      .then(() => mine.query(`LISTEN ${CHANNEL}`))
      .then(tell)
      .catch(lost);
  };

  return {
    announce() {
      timer ??= setTimeout(() => {
        timer = null;
        pool.query(`NOTIFY ${CHANNEL}`).catch(failed);
      }, GATHER_MS);
    },
    listen(told) {
      if (listeners.size === 0 && client === null) connect();
      listeners.add(told);
      return () => listeners.delete(told);
    },
    async close() {
      isClosed = true;
      if (again !== null) clearTimeout(again);
      if (timer !== null) {
        clearTimeout(timer);
        await pool.query(`NOTIFY ${CHANNEL}`).catch(failed);
      }
      await client?.end().catch(() => undefined);
    },
  };
}
