/** What a desk may hold beyond its branches: the queues of its roles, and the cases of who signs in on it. */
import type pg from 'pg';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import type { HubStore } from '../store.ts';
import { OF_ITS_BRANCHES } from './may-hold.ts';

export function concernsOn(pool: pg.Pool): Pick<HubStore, 'pinWaiting' | 'pinOwn'> {
  return {
    async pinWaiting(deskId) {
      await pool.query(
        `INSERT INTO pin (desk_id, stream) SELECT d.desk_id, s.stream FROM desk d JOIN stream s ON s.waits_for && d.roles
         WHERE d.desk_id = $1 AND s.waits_for <> '{}' ON CONFLICT DO NOTHING`,
        [deskId],
      );
    },
    async pinOwn(deskId, userId) {
      const { rows } = await pool.query<{ stream: StreamId }>(
        `WITH person AS (
           INSERT INTO desk_person (user_id, desk_id) VALUES ($2, $1) ON CONFLICT DO NOTHING
         ), own AS (
           SELECT d.desk_id, s.stream FROM desk d JOIN stream s ON s.owner_user_id = $2
           WHERE d.desk_id = $1 AND NOT ${OF_ITS_BRANCHES}
         ), pinned AS (
           INSERT INTO pin (desk_id, stream) SELECT desk_id, stream FROM own ON CONFLICT DO NOTHING
         )
         SELECT stream FROM own ORDER BY stream`,
        [deskId, userId],
      );
      return rows.map(({ stream }) => stream);
    },
  };
}
