import { isContested } from './contradictions.ts';
import { isOpenCase } from './open-states.ts';
import type { CaseState } from './state.ts';

/** Something that one case alone may hold at a time: the order whose open case it is, its code, an open return of a terminal. */
export interface Claim {
  readonly kind: 'open_case' | 'case_code' | 'device_return';
  readonly key: string;
}

/**
 * What a case holds in this state: one that is contested holds no more than its code, and a terminal whose number is not known
 * yet is nobody's. @rule 5.0 one open case per order, one active return per terminal
 */
export function claimsOf(state: CaseState | null): Claim[] {
  if (state === null) return [];
  const code = { kind: 'case_code', key: state.caseCode } as const;
  if (isContested(state)) return [code];
  return [
    code,
    ...(isOpenCase(state.status) ? [{ kind: 'open_case', key: state.orderNo } as const] : []),
    ...state.tasks.flatMap(({ task, status }) =>
      task.kind === 'device_return' && task.terminalSn !== '' && status === 'open'
        ? [{ kind: 'device_return', key: task.terminalSn } as const]
        : [],
    ),
  ];
}
