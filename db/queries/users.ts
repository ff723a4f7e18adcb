/** People who work on this desk, and the branches they belong to. */
import type { Role } from '../../domain/kernel/actor.ts';
import { refuse, ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';
import { isUniqueViolation } from '../open/errors.ts';

export interface UserAccount {
  readonly userId: string;
  readonly login: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
  readonly active: boolean;
  readonly mustChangePassword: boolean;
  readonly failedSignIns: number;
  readonly throttledUntil: UtcMs | null;
  readonly createdAt: UtcMs;
  readonly updatedAt: UtcMs;
  readonly lastSignInAt: UtcMs | null;
}

interface UserRow extends Omit<UserAccount, 'roles' | 'active' | 'mustChangePassword'> {
  readonly roles: string;
  readonly active: 0 | 1;
  readonly mustChangePassword: 0 | 1;
}

const USER_SELECT = `SELECT user_id AS userId, login, display_name AS displayName, password_hash AS passwordHash, roles,
  branch_id AS branchId, active, must_change_password AS mustChangePassword, failed_sign_ins AS failedSignIns,
  throttled_until AS throttledUntil, created_at AS createdAt, updated_at AS updatedAt, last_sign_in_at AS lastSignInAt
  FROM user_account`;

function toUser(row: UserRow): UserAccount {
  return {
    ...row,
    roles: JSON.parse(row.roles) as readonly Role[],
    active: row.active === 1,
    mustChangePassword: row.mustChangePassword === 1,
  };
}

export function getUser(db: ReadableDb, userId: string): UserAccount | null {
  const row = db.get<UserRow>(`${USER_SELECT} WHERE user_id = ?`, userId);
  return row === undefined ? null : toUser(row);
}

export function getUserByLogin(db: ReadableDb, login: string): UserAccount | null {
  const row = db.get<UserRow>(`${USER_SELECT} WHERE login = ?`, login);
  return row === undefined ? null : toUser(row);
}

export function listUsers(db: ReadableDb): UserAccount[] {
  return db.all<UserRow>(`${USER_SELECT} ORDER BY login`).map(toUser);
}

/** Whether anybody can sign in yet; a desk without people asks for its first administrator. */
export function isAnybodyHere(db: ReadableDb): boolean {
  return db.get('SELECT 1 AS found FROM user_account LIMIT 1') !== undefined;
}

/** Adds a person or writes what changed of one. Refuses `already_exists` where the login is somebody else's. */
export function saveUser(db: WritableDb, user: UserAccount): Result<UserAccount> {
  try {
    db.run(
      `INSERT INTO user_account (user_id, login, display_name, password_hash, roles, branch_id, active,
         must_change_password, failed_sign_ins, throttled_until, created_at, updated_at, last_sign_in_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (user_id) DO UPDATE SET
         login = excluded.login, display_name = excluded.display_name, password_hash = excluded.password_hash,
         roles = excluded.roles, branch_id = excluded.branch_id, active = excluded.active,
         must_change_password = excluded.must_change_password, failed_sign_ins = excluded.failed_sign_ins,
         throttled_until = excluded.throttled_until, updated_at = excluded.updated_at,
         last_sign_in_at = excluded.last_sign_in_at`,
      user.userId,
      user.login,
      user.displayName,
      user.passwordHash,
      JSON.stringify(user.roles),
      user.branchId,
      user.active ? 1 : 0,
      user.mustChangePassword ? 1 : 0,
      user.failedSignIns,
      user.throttledUntil,
      user.createdAt,
      user.updatedAt,
      user.lastSignInAt,
    );
    return ok(user);
  } catch (error) {
    if (isUniqueViolation(error, 'user_account.login')) return refuse('already_exists', { field: 'login' });
    throw error;
  }
}

/** Active people who may do a thing only this role does; for the rule that the last admin stays. */
export function countActiveWithRole(db: ReadableDb, role: Role): number {
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM user_account
     WHERE active = 1 AND EXISTS (SELECT 1 FROM json_each(roles) WHERE value = ?)`,
    role,
  );
  return row?.count ?? 0;
}

export interface Branch {
  readonly branchId: string;
  readonly name: string;
  readonly address: string | null;
  readonly active: boolean;
}

interface BranchRow extends Omit<Branch, 'active'> {
  readonly active: 0 | 1;
}

function toBranch({ branchId, name, address, active }: BranchRow): Branch {
  return { branchId, name, address, active: active === 1 };
}

const BRANCH_SELECT = 'SELECT branch_id AS branchId, name, address, active FROM branch';

export function getBranch(db: ReadableDb, branchId: string): Branch | null {
  const row = db.get<BranchRow>(`${BRANCH_SELECT} WHERE branch_id = ?`, branchId);
  return row === undefined ? null : toBranch(row);
}

export function listBranches(db: ReadableDb): Branch[] {
  return db.all<BranchRow>(`${BRANCH_SELECT} ORDER BY name`).map(toBranch);
}

export function saveBranch(db: WritableDb, branch: Branch): void {
  db.run(
    `INSERT INTO branch (branch_id, name, address, active) VALUES (?, ?, ?, ?)
     ON CONFLICT (branch_id) DO UPDATE SET name = excluded.name, address = excluded.address, active = excluded.active`,
    branch.branchId,
    branch.name,
    branch.address,
    branch.active ? 1 : 0,
  );
}
