import { isOpenCase } from './open-states.ts';
import type { CaseState } from './state.ts';

/** Something that one case alone may hold at a time: the order whose open case it is, its code, an open return of a terminal. */
export interface Claim {
  readonly kind: 'open_case' | 'case_code' | 'device_return';
  readonly key: string;
}

/** What a case holds in this state. @rule 5.0 one open case per order, one active return per terminal */
export function claimsOf(state: CaseState | null): Claim[] {
  if (state === null) return [];
  return [
    { kind: 'case_code', key: state.caseCode },
    ...(isOpenCase(state.status) ? [{ kind: 'open_case', key: state.orderNo } as const] : []),
    ...state.tasks.flatMap(({ task, status }) =>
      task.kind === 'device_return' && status === 'open'
        ? [{ kind: 'device_return', key: task.terminalSn } as const]
        : [],
    ),
  ];
}
