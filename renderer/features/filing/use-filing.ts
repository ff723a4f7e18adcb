import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import { desk } from '../../app/query.ts';
import { useDraft, type Draft } from '../../ui/use-draft.ts';
import { useOrderFacts, type OrderFacts } from '../../ui/use-order-facts.ts';
import { NOTHING_TYPED, type FilingDraft } from './filing-draft.ts';

export interface FiledOutcome {
  readonly outcome: 'filed' | 'attached';
  readonly case: CaseView;
}

export interface FilingDrafts {
  readonly typed: Draft<FilingDraft>;
  readonly facts: Draft<OrderFacts>;
  readonly loaded: boolean;
  change(part: Partial<FilingDraft>): void;
  chooseReason(reasonCode: string | null): void;
  /** Forgets everything typed, once it was filed. */
  discard(): void;
}

/** What was typed on this step and what was said about the order, both kept on disk until it is filed. */
export function useFilingDrafts(contactId: string, orderNo: string): FilingDrafts {
  const typed = useDraft<FilingDraft>(`filing:${contactId}:${orderNo}`, NOTHING_TYPED);
  const facts = useOrderFacts(contactId, orderNo);
  return {
    typed,
    facts,
    loaded: typed.loaded && facts.loaded,
    change: (part) => typed.setValue((old) => ({ ...old, ...part })),
    chooseReason: (reasonCode) => facts.setValue((old) => ({ ...old, reasonCode })),
    discard: () => {
      typed.discard();
      facts.discard();
    },
  };
}

/** The decision for what is known now; the one before stays on screen while a changed answer is looked into. */
export function useDecision(contactId: string, orderNo: string, facts: Draft<OrderFacts>) {
  return useQuery(
    desk.orders.decide.queryOptions({
      input: {
        orderNo,
        contactId,
        reasonCode: facts.value.reasonCode,
        device: facts.value.device,
        txn: facts.value.txn,
      },
      enabled: facts.loaded,
      placeholderData: keepPreviousData,
    }),
  );
}

export function useFile(drafts: FilingDrafts, onFiled: (filed: FiledOutcome) => void) {
  const done = (filed: FiledOutcome): void => {
    drafts.discard();
    onFiled(filed);
  };
  return {
    file: useMutation(desk.cases.file.mutationOptions({ onSuccess: done })),
    intake: useMutation(desk.cases.fileIntake.mutationOptions({ onSuccess: done })),
  };
}
