import { useQuery } from '@tanstack/react-query';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { desk } from '../../app/query.ts';
import { useLocalized } from '../../ui/localized.ts';

/** The policy in force; it changes with a new pack only. Undefined until it was read. */
export function usePolicy(): PolicyView | undefined {
  return useQuery(desk.policy.current.queryOptions({ staleTime: 10 * 60_000 })).data;
}

/** The pack's name of a cancellation reason; the code where an older pack had the reason and this one has not. */
export function useReasonName(): (code: string) => string {
  const policy = usePolicy();
  const localized = useLocalized();
  return (code) => {
    const reason = policy?.reasons.find((one) => one.code === code);
    return reason === undefined ? code : localized(reason.name);
  };
}

/** The pack's name of a material. */
export function useMaterialName(): (materialId: string) => string {
  const policy = usePolicy();
  const localized = useLocalized();
  return (materialId) => {
    const material = policy?.materials.find((one) => one.materialId === materialId);
    return material === undefined ? materialId : localized(material.name);
  };
}
