/** How desks and people come in, on PostgreSQL. */
import type pg from 'pg';
import { FAILURES_BEFORE_WAITING, FIRST_WAIT_MS, LONGEST_WAIT_MS } from '../../../contract/hub-protocol/passwords.ts';
import type { Role } from '../../../domain/kernel/actor.ts';
import type { Sealer } from '../../keys/sealer.ts';
import { LOOKED_AWAY_MS } from '../store.ts';
import type { HubStore } from '../store.ts';
import { toDesk, toUser } from './rows.ts';
import type { AccountRow, DeskRow } from './rows.ts';

type Access = Pick<
  HubStore,
  | 'listUsers'
  | 'listDesks'
  | 'countSignIn'
  | 'clearSignIns'
  | 'putEnrolment'
  | 'takeEnrolment'
  | 'secret'
  | 'forget'
  | 'ping'
>;

export function accessOn(pool: pg.Pool, sealer: Sealer): Access {
  return {
    async listUsers() {
      const { rows } = await pool.query<AccountRow>('SELECT * FROM account ORDER BY login');
      return rows.map(toUser);
    },
    async listDesks() {
      const { rows } = await pool.query<DeskRow>('SELECT * FROM desk ORDER BY name, desk_id');
      return rows.map(toDesk);
    },
    async countSignIn(userId, now) {
      // Counted and made to wait in one statement: of many at once each sees those before it. The same as `waitAfter`.
      const { rowCount } = await pool.query(
        `UPDATE account SET failed_sign_ins = failed_sign_ins + 1,
           wait_until = CASE WHEN failed_sign_ins + 1 < $3 THEN 0
             ELSE $2 + least($4 * power(2, least(failed_sign_ins + 1 - $3, 20)), $5)::bigint END
         WHERE user_id = $1 AND wait_until <= $2`,
        [userId, now, FAILURES_BEFORE_WAITING, FIRST_WAIT_MS, LONGEST_WAIT_MS],
      );
      if (rowCount === 1) return null;
      const waiting = await pool.query<{ until: string }>(
        'SELECT wait_until AS until FROM account WHERE user_id = $1',
        [userId],
      );
      return Number(waiting.rows[0]?.until ?? now);
    },
    async clearSignIns(userId) {
      await pool.query('UPDATE account SET failed_sign_ins = 0, wait_until = 0 WHERE user_id = $1', [userId]);
    },
    async putEnrolment(codeHash, { name, scope, roles, days, brings, expiresAt }) {
      await pool.query(
        'INSERT INTO enrolment (code_hash, name, branches, brings, expires_at, days, roles) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [codeHash, name, scope === 'all' ? null : scope, brings, expiresAt, days, roles],
      );
    },
    async takeEnrolment(codeHash, now) {
      const { rows } = await pool.query<{
        name: string;
        branches: string[] | null;
        brings: boolean;
        expires_at: string;
        days: number | null;
        roles: Role[];
      }>('DELETE FROM enrolment WHERE code_hash = $1 RETURNING name, branches, brings, expires_at, days, roles', [
        codeHash,
      ]);
      const [taken] = rows;
      if (taken === undefined || Number(taken.expires_at) < now) return null;
      const { name, branches, brings, days, roles } = taken;
      return { name, scope: branches ?? 'all', roles, days, brings, expiresAt: Number(taken.expires_at) };
    },
    async secret(name, make) {
      await pool.query('INSERT INTO secret (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        name,
        sealer.seal(make()),
      ]);
      const { rows } = await pool.query<{ value: Buffer }>('SELECT value FROM secret WHERE name = $1', [name]);
      const value = rows[0] === undefined ? null : sealer.open(rows[0].value);
      if (typeof value !== 'string') throw new Error(`the secret ${name} is no text`);
      return value;
    },
    async forget(now) {
      await pool.query('DELETE FROM nonce WHERE until < $1', [now]);
      await pool.query('DELETE FROM enrolment WHERE expires_at < $1', [now]);
      await pool.query('DELETE FROM presence WHERE seen_at < $1', [now - LOOKED_AWAY_MS]);
    },
    async ping() {
      await pool.query('SELECT 1');
    },
  };
}
