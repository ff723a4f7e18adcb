import type { PolicyView } from '../../../contract/desk-api/policy.ts';

/** Everything written anywhere in a piece of the pack, in both languages, lower case. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join('\n') : '';
}

/** The pack with only what holds every word looked for, whatever the language; all of it where nothing is looked for. */
export function matching(policy: PolicyView, sought: string): PolicyView {
  const words = sought
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const fits = (part: unknown): boolean => {
    const text = textOf(part);
    return words.every((word) => text.includes(word));
  };
  return {
    ...policy,
    scripts: policy.scripts.filter(fits),
    reasons: policy.reasons.filter(fits),
    rejectionReasons: policy.rejectionReasons.filter(fits),
    legalBasis: policy.legalBasis.filter(fits),
    channels: policy.channels.filter(fits),
    licences: policy.licences.filter(fits),
    materials: policy.materials.filter(fits),
  };
}

/** The policy text as a list of its clauses, where it numbers them (一、 or 1.); one clause otherwise. */
export function clausesOf(text: string): readonly string[] {
  const clauses = text
    .split(/(?<=^|[。；.\n]\s*)(?=[一二三四五六七八九十]+、|\d+\.\s)/u)
    .map((clause) => clause.trim());
  return clauses.filter((clause) => clause !== '');
}
