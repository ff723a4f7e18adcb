/** Why a whole request is not served. What is refused of one command is an outcome, not this. */
import type { z } from 'zod';
import type { hubRefusal } from '../../contract/hub-protocol/envelopes.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

/** Every code with its status: `401` who are you, `403` not you, `409` not in this state, `4xx` the rest of what a desk can mend. */
export const REFUSAL_STATUS = {
  unsigned: 401,
  desk_unknown: 401,
  signature_wrong: 401,
  desk_revoked: 403,
  clock_too_far: 401,
  replayed: 409,
  epoch_over: 409,
  desk_restored: 409,
  out_of_order: 409,
  desk_too_old: 426,
  desk_too_new: 426,
  wrong_credentials: 403,
  user_disabled: 403,
  sign_in_throttled: 429,
  code_wrong: 403,
  grant_unreadable: 401,
  grant_of_other_desk: 403,
  grant_not_begun: 401,
  grant_over: 401,
  not_permitted: 403,
  out_of_scope: 404,
  evidence_altered: 409,
  evidence_not_here: 404,
  cursor_unknown: 400,
  not_json: 400,
  not_understood: 400,
  body_too_large: 413,
  too_many_requests: 429,
  no_such_route: 404,
  unavailable: 503,
  failed: 500,
} as const;
export type HubRefusalCode = keyof typeof REFUSAL_STATUS;

type More = Omit<z.infer<typeof hubRefusal>, 'code' | 'hubTime'>;

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly refused: HubRefusalCode;
  readonly more: More;

  constructor(refused: HubRefusalCode, more: More = {}) {
    super(refused);
    this.refused = refused;
    this.more = more;
  }

  get status(): number {
    return REFUSAL_STATUS[this.refused];
  }
}

export function refusalBody({ refused, more }: Refusal, hubTime: UtcMs): z.input<typeof hubRefusal> {
  return { code: refused, ...more, hubTime };
}
