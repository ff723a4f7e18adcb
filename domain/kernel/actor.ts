export const ROLES = ['agent', 'clerk', 'supervisor', 'finance', 'warehouse', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who acts, in which role, where. A person may hold several roles; an act names the one it is done in. */
export interface Actor {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
  readonly deskId: string;
}

/** The actor of what the system itself does (automatic checks, scheduled work). */
export const SYSTEM_USER_ID = 'system';
