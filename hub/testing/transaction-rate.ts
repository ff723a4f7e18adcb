/** What the same rows cost without a hub: a transaction for each command, by so many clients, as pgbench does it. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';

/** Transactions a second: a desk's row held, the stream held, one event and one command written, both rows moved on. */
export async function transactionRate(url: string, clients: number, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: clients });
  const data = randomBytes(180);
  await pool.query('CREATE TABLE IF NOT EXISTS floor_desk (desk_id text PRIMARY KEY, next_seq bigint NOT NULL)');
  await pool.query(
    'CREATE TABLE IF NOT EXISTS floor_stream (stream text PRIMARY KEY, version integer NOT NULL, claims jsonb NOT NULL)',
  );
  await pool.query(
    `CREATE TABLE IF NOT EXISTS floor_event (stream text, version integer, event_id text UNIQUE, xid xid8 DEFAULT pg_current_xact_id(),
       type text, data bytea, command_id text, actor jsonb, captured_at bigint, accepted_at bigint, PRIMARY KEY (stream, version))`,
  );
  await pool.query(
    `CREATE TABLE IF NOT EXISTS floor_command (command_id text PRIMARY KEY, desk_id text, seq bigint, stream text, type text,
       payload bytea, captured_at bigint, accepted_at bigint, outcome jsonb)`,
  );
  let done = 0;
  const until = performance.now() + seconds * 1000;
  const work = async (number: number): Promise<void> => {
    const client = await pool.connect();
    const desk = `floor-${number}`;
    await client.query('INSERT INTO floor_desk VALUES ($1, 1) ON CONFLICT DO NOTHING', [desk]);
    for (let seq = 1; performance.now() < until; seq += 1) {
      const stream = `contact/${uuidv7()}`;
      await client.query('BEGIN');
      await client.query('SELECT next_seq FROM floor_desk WHERE desk_id = $1 FOR UPDATE', [desk]);
      await client.query(`INSERT INTO floor_stream VALUES ($1, 1, '[]')`, [stream]);
      await client.query(
        `INSERT INTO floor_event (stream, version, event_id, type, data, command_id, actor, captured_at, accepted_at)
         VALUES ($1, 1, $2, 'ContactStarted', $3, $4, '{"userId":"agent"}', 1, 1)`,
        [stream, uuidv7(), data, uuidv7()],
      );
      await client.query(
        `INSERT INTO floor_command VALUES ($1, $2, $3, $4, 'StartContact', $5, 1, 1, '{"result":"accepted"}')`,
        [uuidv7(), desk, seq, stream, data],
      );
      await client.query('UPDATE floor_desk SET next_seq = $2 WHERE desk_id = $1', [desk, seq + 1]);
      await client.query('COMMIT');
      done += 1;
    }
    client.release();
  };
  const begunAt = performance.now();
  await Promise.all(Array.from({ length: clients }, (_, number) => work(number)));
  const rate = done / ((performance.now() - begunAt) / 1000);
  await pool.end();
  return rate;
}
