/** The hub's store on PostgreSQL, 15 or newer. Any number of processes may have one open on the same database. */
import pg from 'pg';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import type { Sealer } from '../../keys/sealer.ts';
import { migrate } from '../../migrations/migrate.ts';
import { StoreConflict, userReference } from '../store.ts';
import type { HubStore, HubUser } from '../store.ts';
import { accessOn } from './access.ts';
import { announcements } from './announcements.ts';
import { concernsOn } from './concerns.ts';
import { evidenceOn } from './evidence.ts';
import { look } from './look.ts';
import { ordersOn } from './orders.ts';
import { putReferences } from './references.ts';
import { MAY_HOLD } from './may-hold.ts';
import { pullPage, readReferences } from './pull.ts';
import { EVENT_COLUMNS, keyBytes, toDesk, toEvent, toUser } from './rows.ts';
import type { AccountRow, DeskRow, EventRow } from './rows.ts';
import { transactionOn } from './transaction.ts';

export interface PostgresOptions {
  readonly url: string;
  readonly sealer: Sealer;
  /** Connections at the same time, at most. */
  readonly connections?: number;
  /** Told of a connection that broke, or of an announcement that could not be made. */
  readonly failed?: (error: unknown) => void;
}

/** What PostgreSQL says where two units of work wanted the same. */
const CONFLICTS: Readonly<Record<string, string>> = {
  '23505': 'unique',
  '40001': 'serialization',
  '40P01': 'deadlock',
};

export async function openPostgresStore(options: PostgresOptions): Promise<HubStore> {
  const { url, sealer, connections = 10, failed = () => undefined } = options;
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000 });
  // A connection that broke while nobody used it: the pool makes another one.
  pool.on('error', failed);
  try {
    await withClient(pool, migrate);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const announced = announcements(pool, url, failed);

  const oneUser = async (where: string, value: string): Promise<HubUser | null> => {
    const { rows } = await pool.query<AccountRow>(`SELECT * FROM account WHERE ${where} = $1`, [value]);
    return rows[0] === undefined ? null : toUser(rows[0]);
  };
  return {
    async transaction(work) {
      const done = await inTransaction(pool, (client) => work(transactionOn(client, sealer)));
      announced.announce();
      return done;
    },
    async desk(deskId) {
      const { rows } = await pool.query<DeskRow>('SELECT * FROM desk WHERE desk_id = $1', [deskId]);
      return rows[0] === undefined ? null : toDesk(rows[0]);
    },
    async putDesk({
      deskId,
      name,
      epoch,
      nextSeq,
      scope,
      roles,
      days,
      signingKey,
      sealingKey,
      revokedAt,
      mayBringUntil,
    }) {
      await pool.query(
        `INSERT INTO desk (desk_id, name, epoch, next_seq, branches, signing_key, revoked_at, may_bring_until, days,
           sealing_key, roles)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (desk_id) DO UPDATE SET name = excluded.name, epoch = excluded.epoch, next_seq = excluded.next_seq,
           branches = excluded.branches, signing_key = excluded.signing_key, revoked_at = excluded.revoked_at,
           may_bring_until = excluded.may_bring_until, days = excluded.days,
           sealing_key = excluded.sealing_key, roles = excluded.roles`,
        [
          deskId,
          name,
          epoch,
          nextSeq,
          scope === 'all' ? null : scope,
          keyBytes(signingKey),
          revokedAt,
          mayBringUntil,
          days,
          sealingKey === null ? null : keyBytes(sealingKey),
          roles,
        ],
      );
    },
    user: (userId) => oneUser('user_id', userId),
    userByLogin: (login) => oneUser('login', login),
    async putUser(user) {
      const { userId, login, displayName, passwordHash, roles, branchId, disabledAt } = user;
      await pool.query(
        `INSERT INTO account (user_id, login, display_name, password_hash, roles, branch_id, disabled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (user_id) DO UPDATE SET login = excluded.login, display_name = excluded.display_name,
           password_hash = excluded.password_hash, roles = excluded.roles, branch_id = excluded.branch_id,
           disabled_at = excluded.disabled_at`,
        [userId, login, displayName, passwordHash, roles, branchId, disabledAt],
      );
      await putReferences(pool, sealer, [userReference(user)]);
      announced.announce();
    },
    ...accessOn(pool, sealer),
    async takeNonce(deskId, nonce, until) {
      const { rowCount } = await pool.query(
        'INSERT INTO nonce (desk_id, nonce, until) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [deskId, nonce, until],
      );
      return rowCount === 1;
    },
    pull: (deskId, cursor, limit, now) => pullPage(pool, sealer, { deskId, cursor, limit, now }),
    readReferences: (asked) => readReferences(pool, sealer, asked),
    ...evidenceOn(pool, sealer),
    ...concernsOn(pool),
    ...ordersOn(pool, sealer, () => announced.announce()),
    async wholeStreams(deskId, streams) {
      const { rows } = await pool.query<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event e JOIN stream s ON s.stream = e.stream JOIN desk d ON d.desk_id = $1
         WHERE e.stream = ANY ($2) AND ${MAY_HOLD} ORDER BY e.stream, e.version`,
        [deskId, streams],
      );
      return rows.map((row) => toEvent(row, sealer));
    },
    async lapsed(now, limit) {
      const { rows } = await pool.query<{ stream: StreamId }>(
        'SELECT stream FROM stream WHERE lapses_at <= $1 ORDER BY lapses_at LIMIT $2',
        [now, limit],
      );
      return rows.map(({ stream }) => stream);
    },
    look: (looking, now) => look(pool, looking, now),
    onWritten: announced.listen,
    async close() {
      await announced.close();
      await pool.end();
    },
  };
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

/** All of it or nothing. Throws {@link StoreConflict} where another one was faster. */
async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('could not roll back');
    });
    const why = error instanceof pg.DatabaseError ? CONFLICTS[error.code ?? ''] : undefined;
    throw why === undefined ? error : new StoreConflict(why);
  } finally {
    // One that could not be rolled back is not used again.
    client.release(broken);
  }
}
