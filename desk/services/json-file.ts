import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';

/** What the text of a JSON file holds, a byte order mark left aside. Refuses with `code` where it is not JSON. */
export function jsonOf(body: string, code: 'policy_pack_invalid' | 'calendar_invalid'): Result<unknown> {
  try {
    return ok(JSON.parse(body.replace(/^\uFEFF/u, '')));
  } catch {
    return refuse(code, { problems: ['file: not JSON'], count: 1 });
  }
}
