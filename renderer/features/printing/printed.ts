import type { InferContractRouterOutputs } from '@orpc/contract';
import type { casesContract } from '../../../contract/desk-api/cases.ts';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';

/** What a sheet is made of: the case as printed, and the words of the pack in force. */
export interface Printed {
  readonly printed: InferContractRouterOutputs<typeof casesContract>['document'];
  readonly policy: PolicyView;
}
