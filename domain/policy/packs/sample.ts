import type { Result } from '../../kernel/result.ts';
import { loadPolicyPack, type PolicyPack } from '../pack.ts';
import sample from './sample.json' with { type: 'json' };

/** The pack that ships, marked as a sample. Loaded like any other: the same checks, the same refusal. */
export function loadSamplePack(): Result<PolicyPack> {
  return loadPolicyPack(sample);
}
