import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useShortcut } from '../shortcuts.tsx';

/** The six steps of the work, in order; each reachable at any time. */
export const STEPS = ['verify', 'find', 'decide', 'file', 'tasks', 'wrap-up'] as const;
export type Step = (typeof STEPS)[number];

export interface Workspace {
  readonly contactId: string;
  readonly step: Step;
  /** The order in hand; null until one was found. */
  readonly orderNo: string | null;
  goTo(step: Step): void;
  chooseOrder(orderNo: string, step?: Step): void;
}

const WorkspaceContext = createContext<Workspace | null>(null);

/** The contact, step and order in hand, all in the address, so that a reload or a crash comes back to the same place. */
export function WorkspaceProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { contactId, step } = useParams({ strict: false }) as { contactId: string; step: Step };
  const asked: { order?: unknown } = useSearch({ strict: false });
  // An address can hold anything: a number, a list.
  const order = typeof asked.order === 'string' ? asked.order : undefined;
  const navigate = useNavigate();
  const value = useMemo<Workspace>(
    () => ({
      contactId,
      step,
      orderNo: order ?? null,
      goTo: (next) =>
        void navigate({
          to: '/contacts/$contactId/$step',
          params: { contactId, step: next },
          search: order === undefined ? {} : { order },
        }),
      chooseOrder: (orderNo, next = 'decide') =>
        void navigate({
          to: '/contacts/$contactId/$step',
          params: { contactId, step: next },
          search: { order: orderNo },
        }),
    }),
    [contactId, step, order, navigate],
  );
  return <WorkspaceContext.Provider value={value}>{children}</WorkspaceContext.Provider>;
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('useWorkspace outside of a contact');
  return workspace;
}

/** Ctrl+Enter does the step's main action. */
export function useMainAction(labelKey: string, action: () => void, enabled = true): void {
  useShortcut('ctrl+enter', labelKey, action, enabled);
}
