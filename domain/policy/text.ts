import { z } from 'zod';

/** A sentence of the policy in both languages. It belongs to the decision record, so it is stored as it was said. */
export const textSchema = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) }).readonly();
export type Text = z.infer<typeof textSchema>;

/** What a template of a policy pack may name, as `{name}`. A pack that names anything else is refused when it is loaded. */
export const VARIABLES = [
  'amount',
  'notByUsAmount',
  'remaining',
  'captured',
  'feeTotal',
  'feeListVersion',
  'dueDate',
  'rolledFrom',
  'day',
  'windowDays',
  'refundDays',
  'cutoff',
  'origin',
  'buyer',
  'usage',
  'tender',
  'caseCode',
  'turnover',
  'limit',
  'verdict',
  'conditions',
  'money',
  'fee',
] as const;
export type Variable = (typeof VARIABLES)[number];
export type Variables = Readonly<Record<Variable, Text>>;

const PLACEHOLDER = /\{(\w+)\}/g;

function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name);
}

/** The placeholders of a template that no variable answers to. */
export function unknownPlaceholders(template: Text): string[] {
  const named = [template.zh, template.en].flatMap((side) => [...side.matchAll(PLACEHOLDER)].map((match) => match[1]));
  return named.filter((name) => name !== undefined && !isVariable(name)).map(String);
}

/** Fills a template; names it does not know stay as they are (a loaded pack has none). */
export function render(template: Text, variables: Variables): Text {
  const fill = (side: 'zh' | 'en'): string =>
    template[side]
      .replace(PLACEHOLDER, (whole, name: string) => (isVariable(name) ? variables[name][side] : whole))
      // A placeholder may stand for nothing.
      .replace(/ {2,}/g, ' ')
      .trim();
  return { zh: fill('zh'), en: fill('en') };
}

/** The same words in both languages: amounts, codes, numbers. */
export function same(words: string | number): Text {
  return { zh: String(words), en: String(words) };
}
