import { useQuery } from '@tanstack/react-query';
import { desk } from '../../app/query.ts';

/** Whether an id names a file that can be opened here: a spoken consent names a moment of a recording instead. */
export function useCaseEvidence(caseId: string): (evidenceId: string) => boolean {
  const list = useQuery(desk.evidence.list.queryOptions({ input: { subject: { type: 'case', caseId } } }));
  return (evidenceId) => list.data?.some((item) => item.evidenceId === evidenceId) ?? false;
}
