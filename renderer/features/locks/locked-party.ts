import type { InferContractRouterOutputs } from '@orpc/contract';
import type { verificationContract } from '../../../contract/desk-api/contacts.ts';

export type LockedParty = InferContractRouterOutputs<typeof verificationContract>['locked'][number];
