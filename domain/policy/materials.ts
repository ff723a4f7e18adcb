import { reasonOf, type Assessment } from './assessment.ts';
import { POLICY_CHANNELS, type PolicyChannel } from './codes.ts';
import type { PolicyDecision, PolicyInput } from './decision.ts';

type Material = PolicyInput['pack']['materials'][number];

/** Mail, chat and letters are remote and written: the rules of the web channel hold for them. */
export function policyChannelOf(channel: PolicyInput['intakeChannel']): PolicyChannel {
  return POLICY_CHANNELS.find((known) => known === channel) ?? 'web';
}

type Circumstance = NonNullable<Material['onlyWhen']>;

const HOLDS: Readonly<Record<Circumstance, (assessment: Assessment, input: PolicyInput) => boolean>> = {
  device_returns: (assessment) => assessment.returnsDevice,
  held_by_individual: (assessment) => assessment.refunds.some((refund) => refund.payeeType === 'individual'),
  reason_needs_evidence: (_, input) => reasonOf(input)?.needsEvidence === true,
  activated_by_salesperson: ({ usage }) => usage === 'activated_by_salesperson' || usage === 'activation_unattributed',
  bank_card: (_, { order }) =>
    order.kind === 'acquiring_txn' && (order.tender === 'bank_card' || order.tender === 'foreign_card'),
};

/** What the customer must bring or send, for this kind, buyer, channel and route, and nothing more (A15, V-01). */
export function materialsOf(assessment: Assessment, input: PolicyInput): PolicyDecision['bring'] {
  const channel = policyChannelOf(input.intakeChannel);
  return input.pack.materials
    .filter(
      (material) =>
        material.orderKinds.includes(input.order.kind) &&
        material.buyerTypes.includes(input.order.buyerType) &&
        material.channels.includes(channel) &&
        material.routes.includes(assessment.route) &&
        (material.onlyWhen === null || HOLDS[material.onlyWhen](assessment, input)),
    )
    .map(({ id, name, required, note }) => ({ id, name, required, note }));
}

/** Every channel, whether it is open for this route, and which one is best: the one in use, if it is open (A54, B10). */
export function channelsOf(assessment: Assessment, input: PolicyInput): PolicyDecision['channels'] {
  const open = input.pack.channels.filter((entry) => entry.routes.includes(assessment.route));
  const current = policyChannelOf(input.intakeChannel);
  const best = (open.find((entry) => entry.channel === current) ?? open[0])?.channel;
  return input.pack.channels.map((entry) => {
    const allowed = open.includes(entry);
    return {
      channel: entry.channel,
      allowed,
      recommended: allowed && entry.channel === best,
      note: allowed ? entry.noteAllowed : entry.noteRefused,
    };
  });
}
