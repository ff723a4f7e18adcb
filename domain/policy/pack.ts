import { z } from 'zod';
import type { LocalDate, UtcMs } from '../kernel/units.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import { BUYER_TYPES, MONEY_COMPONENT_TYPES, ORIGIN_CHANNELS, TENDERS } from '../orders/order.ts';
import { ORIGINAL_FIELDS, REFUND_METHODS, ROUTE_REASONS } from '../refunds/methods.ts';
import {
  APPROVAL_REASONS,
  CHANGES,
  CLOCK_IDS,
  FINDINGS,
  MONEY_ROUTES,
  PHRASES,
  RESULTS,
  ROUTES,
  USAGES,
  WARNINGS,
} from './codes.ts';
import { localDateOf, startOfDay } from './calendar.ts';
import { clockSchema } from './deadlines.ts';
import {
  acquirerProfileSchema,
  channelSchema,
  componentRuleSchema,
  deductionItemSchema,
  directoryEntrySchema,
  dispositionSchema,
  feeItemSchema,
  licenceSchema,
  materialSchema,
  reasonSchema,
  rejectionReasonSchema,
  repealedLawSchema,
  routeTextSchema,
  ruleSchema,
  scriptSchema,
  stepSchema,
  windowSchema,
  type AcquirerProfile,
} from './pack-parts.ts';
import { textSchema, unknownPlaceholders, type Text } from './text.ts';

const fen = z.int().min(0);
const minute = z.int().min(0).max(1440);

const packSchema = z.strictObject({
  id: z.string().min(1),
  version: z.int().min(1),
  name: textSchema,
  /** True for a pack that no legal team has confirmed: the interface says so wherever it is used. */
  isSample: z.boolean(),
  notice: textSchema,
  /** The cancellation policy in plain words, read out or shown before filing (A19). */
  policyText: textSchema,
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().nullable(),
  businessHours: z.strictObject({ openMinute: minute, closeMinute: minute }),

  rules: z.array(ruleSchema).min(1).readonly(),
  repealedLaws: z.array(repealedLawSchema).readonly(),
  clocks: z.record(z.enum(CLOCK_IDS), clockSchema),
  windows: z.array(windowSchema).min(1).readonly(),

  feeList: z.strictObject({ version: z.string().min(1), items: z.array(feeItemSchema).readonly() }),
  deductions: z.array(deductionItemSchema).readonly(),

  reasons: z.array(reasonSchema).min(1).readonly(),
  rejectionReasons: z.array(rejectionReasonSchema).min(1).readonly(),
  dispositions: z.array(dispositionSchema).min(1).readonly(),
  scripts: z.array(scriptSchema).readonly(),
  materials: z.array(materialSchema).min(1).readonly(),
  channels: z.array(channelSchema).min(1).readonly(),
  directory: z.array(directoryEntrySchema).readonly(),
  licences: z.array(licenceSchema).readonly(),
  /** The first profile is the one used for an acquirer the pack does not name. */
  acquirers: z.array(acquirerProfileSchema).min(1).readonly(),

  noReasonReturn: z.strictObject({
    origins: z.array(z.enum(ORIGIN_CHANNELS)).readonly(),
    buyerTypes: z.array(z.enum(BUYER_TYPES)).readonly(),
  }),
  /** Up to this much use is testing, beyond it is use (states 5.1a, first_transaction). Inclusive. */
  testUse: z.strictObject({ maxTxnCount: z.int().min(0), maxTxnAmountFen: fen }),
  /** Up to how many days after sign-for a late return is taken for the published fee; null: never. Inclusive. */
  lateReturnDays: z.int().min(1).nullable(),
  /** The turnover an agreement may tie the deposit to; always flagged for legal (L-12). Null: no such clause. */
  depositTurnoverFen: fen.nullable(),
  /** The period that service and data fees are paid for; the unused part goes back (L-09). */
  serviceTermDays: z.int().min(1),
  componentRules: z.record(z.enum(MONEY_ROUTES), componentRuleSchema),
  approval: z.strictObject({
    autoRoutes: z.array(z.enum(ROUTES)).readonly(),
    autoLimitFen: fen,
    supervisorLimitFen: fen,
    dualRoutes: z.array(z.enum(ROUTES)).readonly(),
  }),

  routes: z.record(z.enum(ROUTES), routeTextSchema),
  /** Added where an agent company or a salesperson holds the money (rules, section 5). */
  stepsWhenOthersHold: z.array(stepSchema).min(1).readonly(),
  findings: z.record(z.enum(FINDINGS), z.strictObject({ ruleId: z.string(), text: textSchema })),
  routeReasons: z.record(z.enum(ROUTE_REASONS), textSchema),
  // oxlint-disable-next-line unicorn/no-thenable -- `if` and `then` are the two halves of a sentence, never awaited
  changes: z.record(z.enum(CHANGES), z.strictObject({ if: textSchema, then: textSchema })),
  warnings: z.record(z.enum(WARNINGS), textSchema),
  approvalReasons: z.record(z.enum(APPROVAL_REASONS), textSchema),
  phrases: z.record(z.enum(PHRASES), textSchema),
  names: z.strictObject({
    origins: z.record(z.enum(ORIGIN_CHANNELS), textSchema),
    results: z.record(z.enum(RESULTS), textSchema),
    buyers: z.record(z.enum(BUYER_TYPES), textSchema),
    usages: z.record(z.enum(USAGES), textSchema),
    tenders: z.record(z.enum(TENDERS), textSchema),
    components: z.record(z.enum(MONEY_COMPONENT_TYPES), textSchema),
    methods: z.record(z.enum(REFUND_METHODS), textSchema),
    originalFields: z.record(z.enum(ORIGINAL_FIELDS), textSchema),
  }),
});
type PackShape = z.infer<typeof packSchema>;

function citedRules(pack: PackShape): [path: string, ruleId: string][] {
  return [
    ...Object.entries(pack.findings).map(([code, finding]): [string, string] => [`findings.${code}`, finding.ruleId]),
    ...Object.entries(pack.routes).flatMap(([route, text]) =>
      [...text.basis, ...text.basisCompany].map((ruleId): [string, string] => [`routes.${route}`, ruleId]),
    ),
    ...Object.values(pack.clocks).flatMap((clock) =>
      clock.basis.map((ruleId): [string, string] => [`clocks.${clock.id}`, ruleId]),
    ),
    ...pack.rejectionReasons.map((reason): [string, string] => [`rejectionReasons.${reason.code}`, reason.ruleId]),
    ...pack.repealedLaws.map((law): [string, string] => ['repealedLaws', law.ruleId]),
  ];
}

function templates(pack: PackShape): [path: string, template: Text][] {
  return [
    ...Object.entries(pack.routes).flatMap(([route, text]): [string, Text][] => [
      [`routes.${route}.headline`, text.headline],
      [`routes.${route}.summary`, text.summary],
      [`routes.${route}.say`, text.say],
    ]),
    ...Object.entries(pack.routes).flatMap(([route, text]) =>
      text.steps.map((step): [string, Text] => [`routes.${route}.steps`, step.what]),
    ),
    ...Object.entries(pack.findings).map(([code, finding]): [string, Text] => [`findings.${code}`, finding.text]),
    ...Object.entries(pack.changes).flatMap(([code, change]): [string, Text][] => [
      [`changes.${code}.if`, change.if],
      [`changes.${code}.then`, change.then],
    ]),
    ...[pack.routeReasons, pack.warnings, pack.approvalReasons, pack.phrases].flatMap((texts) => Object.entries(texts)),
  ];
}

const policyPackSchema = packSchema.superRefine((pack, context) => {
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  const known = new Set(pack.rules.map((rule) => rule.id));
  if (known.size !== pack.rules.length) issue('rules', 'a rule id stands twice');
  for (const [path, ruleId] of citedRules(pack))
    if (!known.has(ruleId)) issue(path, `cites ${ruleId}, which is missing`);
  for (const [path, template] of templates(pack)) {
    for (const name of unknownPlaceholders(template)) issue(path, `unknown placeholder {${name}}`);
  }
  for (const [id, clock] of Object.entries(pack.clocks))
    if (clock.id !== id) issue(`clocks.${id}`, 'names another clock');
  const clockIds: readonly string[] = CLOCK_IDS;
  for (const [route, text] of Object.entries(pack.routes)) {
    for (const step of text.steps) {
      if (step.clock !== null && !clockIds.includes(step.clock)) issue(`routes.${route}.steps`, 'unknown clock');
    }
  }
  const distance: readonly string[] = pack.noReasonReturn.origins;
  for (const window of pack.windows) {
    if (window.days < 7 && window.originChannels.some((origin) => distance.includes(origin))) {
      issue(`windows.${window.id}`, 'L-01: a distance sale has no fewer than seven days');
    }
  }
  if (pack.businessHours.closeMinute <= pack.businessHours.openMinute) issue('businessHours', 'close before open');
});

/** Everything about cancelling that an operator may change without changing the program: versioned, dated data (B47). */
export type PolicyPack = z.infer<typeof policyPackSchema>;
export type FeeItem = PolicyPack['feeList']['items'][number];
export type ReasonCode = PolicyPack['reasons'][number];

/**
 * Reads a policy pack. Refuses `policy_pack_invalid` with the first problems as `path: message`: a missing text in either
 * language, a rule cited but not given, an unknown placeholder, a fee changed without notice (P-02), a window under L-01.
 */
export function loadPolicyPack(json: unknown): Result<PolicyPack> {
  const parsed = policyPackSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return refuse('policy_pack_invalid', { problems, count: parsed.error.issues.length });
}

/**
 * The pack in force on the Shanghai day of `at` (UTC ms): of several the highest version, an operator's own before any sample.
 * Null when there is none.
 */
export function policyInForce(packs: readonly PolicyPack[], at: UtcMs): PolicyPack | null {
  const day = localDateOf(at);
  const inForce = packs.filter(
    (pack) => pack.effectiveFrom <= day && (pack.effectiveTo === null || day <= pack.effectiveTo),
  );
  return inForce.toSorted(newestFirst)[0] ?? null;
}

/** An operator's own pack goes before a sample, and the higher version before the lower. */
export function newestFirst(a: PolicyPack, b: PolicyPack): number {
  return Number(a.isSample) - Number(b.isSample) || b.version - a.version;
}

/**
 * The first Shanghai day, from that of `now` (UTC ms) on, on which `pack` is the one in force beside those installed. Null where
 * it never is: its days are over, or another one goes before it.
 */
export function inForceFrom(pack: PolicyPack, installed: readonly PolicyPack[], now: UtcMs): LocalDate | null {
  const day = pack.effectiveFrom > localDateOf(now) ? pack.effectiveFrom : localDateOf(now);
  return policyInForce([...installed, pack], startOfDay(day)) === pack ? day : null;
}

/** The acquirer's profile, by id, name or alias as imported; an acquirer the pack does not name gets the first profile. */
export function acquirerProfileFor(
  pack: PolicyPack,
  acquirer: string | null,
): { readonly profile: AcquirerProfile; readonly isDefault: boolean } {
  const named = pack.acquirers.find(
    (profile) =>
      acquirer !== null && [profile.id, profile.name.zh, profile.name.en, ...profile.aliases].includes(acquirer),
  );
  const profile = named ?? pack.acquirers[0];
  if (profile === undefined) throw new Error('a policy pack without acquirer profiles cannot be loaded');
  return { profile, isDefault: named === undefined };
}
