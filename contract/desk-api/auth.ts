import { z } from 'zod';
import { id, nothing, procedure, role } from './shared.ts';

const password = z.string().min(1).max(200);

export const signedInUser = z.object({
  userId: z.string(),
  login: z.string(),
  displayName: z.string(),
  roles: z.array(role),
  branchId: z.string(),
  branchName: z.string(),
  mustChangePassword: z.boolean(),
});
export type SignedInUser = z.infer<typeof signedInUser>;

export const authStatus = z.object({
  /** `locked`: signed in, idle too long; the password opens it again and nothing typed is lost. */
  state: z.enum(['needs_first_admin', 'signed_out', 'locked', 'signed_in']),
  user: signedInUser.nullable(),
  idleLockMinutes: z.number(),
  /** The demonstration's people with their password, on demo data only; empty otherwise. */
  demoAccounts: z.array(
    z.object({ login: z.string(), displayName: z.string(), roles: z.array(role), password: z.string() }),
  ),
});
export type AuthStatus = z.infer<typeof authStatus>;

export const authContract = {
  status: procedure.output(authStatus),
  /** Refuses `wrong_credentials`, `sign_in_throttled`, `user_disabled`. */
  signIn: procedure.input(z.object({ login: id, password })).output(authStatus),
  signOut: procedure.output(authStatus),
  lock: procedure.output(authStatus),
  unlock: procedure.input(z.object({ password })).output(authStatus),
  createFirstAdmin: procedure
    .input(
      z.object({ login: id, displayName: z.string().min(1).max(60), password, branchName: z.string().min(1).max(60) }),
    )
    .output(authStatus),
  changePassword: procedure.input(z.object({ current: password, next: password })).output(authStatus),
  /** Keeps the session from idling out while somebody works. */
  touch: procedure.output(nothing),
};
