/** How desks and people come in, on SQLite. */
import type { WritableDb } from '../../../db/open/database.ts';
import { waitAfter } from '../../../contract/hub-protocol/passwords.ts';
import { LOOKED_AWAY_MS, userReference } from '../store.ts';
import type { Enrolment, HubStore } from '../store.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import { putReference } from './orders.ts';
import { OF_ITS_BRANCHES, WAITS_FOR_DESK } from './schema.ts';
import { DESK_SELECT, keyBytes, toDesk, toUser, USER_SELECT } from './rows.ts';
import type { DeskRow, UserRow } from './rows.ts';

type Access = Pick<
  HubStore,
  | 'desk'
  | 'putDesk'
  | 'user'
  | 'userByLogin'
  | 'putUser'
  | 'listUsers'
  | 'listDesks'
  | 'countSignIn'
  | 'clearSignIns'
  | 'putEnrolment'
  | 'takeEnrolment'
  | 'secret'
  | 'forget'
  | 'ping'
  | 'takeNonce'
  | 'pinWaiting'
  | 'pinOwn'
>;

export function accessOn(db: WritableDb, inTurn: <T>(work: () => Promise<T>) => Promise<T>, tell: () => void): Access {
  const oneUser = (where: 'user_id' | 'login', value: string) => {
    const row = db.get<UserRow>(`${USER_SELECT} WHERE ${where} = ?`, value);
    return row === undefined ? null : toUser(row);
  };
  return {
    async desk(deskId) {
      const row = db.get<DeskRow>(`${DESK_SELECT} WHERE desk_id = ?`, deskId);
      return row === undefined ? null : toDesk(row);
    },
    putDesk: ({ deskId, name, epoch, nextSeq, scope, roles, days, signingKey, sealingKey, revokedAt, mayBringUntil }) =>
      inTurn(async () => {
        db.run(
          `INSERT INTO desk (desk_id, name, epoch, next_seq, branches, roles, days, signing_key, sealing_key, revoked_at, may_bring_until)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (desk_id) DO UPDATE SET name = excluded.name, epoch = excluded.epoch, next_seq = excluded.next_seq,
             branches = excluded.branches, roles = excluded.roles, days = excluded.days, signing_key = excluded.signing_key,
             sealing_key = excluded.sealing_key, revoked_at = excluded.revoked_at, may_bring_until = excluded.may_bring_until`,
          deskId,
          name,
          epoch,
          nextSeq,
          scope === 'all' ? null : JSON.stringify(scope),
          JSON.stringify(roles),
          days,
          keyBytes(signingKey),
          sealingKey === null ? null : keyBytes(sealingKey),
          revokedAt,
          mayBringUntil,
        );
      }),
    user: async (userId) => oneUser('user_id', userId),
    userByLogin: async (login) => oneUser('login', login),
    async putUser(user) {
      await inTurn(async () => {
        const { userId, login, displayName, passwordHash, roles, branchId, disabledAt } = user;
        db.run(
          `INSERT INTO account (user_id, login, display_name, password_hash, roles, branch_id, disabled_at)
           VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (user_id) DO UPDATE SET login = excluded.login, display_name = excluded.display_name,
             password_hash = excluded.password_hash, roles = excluded.roles, branch_id = excluded.branch_id,
             disabled_at = excluded.disabled_at`,
          userId,
          login,
          displayName,
          passwordHash,
          JSON.stringify(roles),
          branchId,
          disabledAt,
        );
        putReference(db, { ...userReference(user), orderedAt: null });
      });
      tell();
    },
    listUsers: async () => db.all<UserRow>(`${USER_SELECT} ORDER BY login`).map(toUser),
    listDesks: async () => db.all<DeskRow>(`${DESK_SELECT} ORDER BY name, desk_id`).map(toDesk),
    countSignIn: (userId, now) =>
      inTurn(async () => {
        const sql = 'SELECT failed_sign_ins AS failures, wait_until AS until FROM account WHERE user_id = ?';
        const { failures, until } = db.get<{ failures: number; until: number }>(sql, userId) ?? {
          failures: 0,
          until: now,
        };
        if (now < until) return until;
        const next = failures + 1;
        const wait = waitAfter(next);
        db.run(
          'UPDATE account SET failed_sign_ins = ?, wait_until = ? WHERE user_id = ?',
          next,
          wait === 0 ? 0 : now + wait,
          userId,
        );
        return null;
      }),
    clearSignIns: (userId) =>
      inTurn(async () => {
        db.run('UPDATE account SET failed_sign_ins = 0, wait_until = 0 WHERE user_id = ?', userId);
      }),
    putEnrolment: (codeHash, enrolment) =>
      inTurn(async () => {
        const sql = 'INSERT INTO enrolment (code_hash, body, expires_at) VALUES (?, ?, ?)';
        db.run(sql, codeHash, JSON.stringify(enrolment), enrolment.expiresAt);
      }),
    takeEnrolment: (codeHash, now) =>
      inTurn(async () => {
        const row = db.get<{ body: string }>('SELECT body FROM enrolment WHERE code_hash = ?', codeHash);
        db.run('DELETE FROM enrolment WHERE code_hash = ?', codeHash);
        const taken = row === undefined ? null : (JSON.parse(row.body) as Enrolment);
        return taken === null || taken.expiresAt < now ? null : taken;
      }),
    secret: (name, make) =>
      inTurn(async () => {
        const sql = 'SELECT value FROM secret WHERE name = ?';
        const known = db.get<{ value: string }>(sql, name)?.value;
        const value = known ?? make();
        if (known === undefined) db.run('INSERT INTO secret (name, value) VALUES (?, ?)', name, value);
        return value;
      }),
    forget: (now) =>
      inTurn(async () => {
        db.run('DELETE FROM nonce WHERE until < ?', now);
        db.run('DELETE FROM enrolment WHERE expires_at < ?', now);
        db.run('DELETE FROM presence WHERE seen_at < ?', now - LOOKED_AWAY_MS);
      }),
    ping: async () => void db.get('SELECT 1'),
    pinWaiting: (deskId) =>
      inTurn(async () => {
        const sql = `INSERT OR IGNORE INTO pin (desk_id, stream)
          SELECT d.desk_id, s.stream FROM desk AS d JOIN stream AS s ON ${WAITS_FOR_DESK} WHERE d.desk_id = ?`;
        db.run(sql, deskId);
      }),
    pinOwn: (deskId, userId) =>
      inTurn(async () => {
        db.run('INSERT OR IGNORE INTO desk_person (user_id, desk_id) VALUES (?, ?)', userId, deskId);
        const sql = `SELECT s.stream FROM desk AS d JOIN stream AS s ON s.owner_user_id = ? WHERE d.desk_id = ? AND NOT ${OF_ITS_BRANCHES} ORDER BY s.stream`;
        const own = db.all<{ stream: StreamId }>(sql, userId, deskId).map(({ stream }) => stream);
        for (const stream of own) db.run('INSERT OR IGNORE INTO pin (desk_id, stream) VALUES (?, ?)', deskId, stream);
        return own;
      }),
    takeNonce: (deskId, nonce, until) =>
      inTurn(async () => {
        const sql = 'INSERT OR IGNORE INTO nonce (desk_id, nonce, until) VALUES (?, ?, ?)';
        return db.run(sql, deskId, nonce, until) === 1;
      }),
  };
}
