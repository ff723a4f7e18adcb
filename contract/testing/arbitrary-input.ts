/** Inputs for a procedure, good and bad, made from its schema alone. For tests. */
import fc from 'fast-check';
import { z } from 'zod';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS, hostileThings, HUGE_TEXTS } from './hostile-values.ts';

/** What is on file, by the name of the field that refers to it: an input that names nothing real is refused too early. */
export type KnownValues = ReadonlyMap<string, readonly unknown[]>;

type Schema = z.core.$ZodType;

const hostileText = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 90 }) },
  { weight: 1, arbitrary: fc.constantFrom(...HUGE_TEXTS) },
);
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(...HOSTILE_NUMBERS),
  fc.nat(hostileThings().length - 1).map((index) => hostileThings()[index]),
);

/** Values that fit the schema, values that fit but for one spoiled place, and things that are of no use at all. */
export function arbitraryInput(schema: Schema | undefined, known: KnownValues): fc.Arbitrary<unknown> {
  if (schema === undefined) return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, hostile);
  const fitting = arbitraryOf(schema, '', known, 0);
  return fc.oneof(
    { weight: 6, arbitrary: fitting },
    { weight: 4, arbitrary: fc.tuple(fitting, fc.nat(), spoiling).map(([value, where, how]) => how(value, where)) },
    { weight: 1, arbitrary: hostile },
  );
}

function definitionOf(part: Schema): z.core.$ZodTypes['_zod']['def'];
function definitionOf(part: z.core.$ZodCheck): z.core.$ZodChecks['_zod']['def'];
function definitionOf(part: { readonly _zod: { readonly def: unknown } }): unknown {
  // oxlint-disable-next-line eslint/no-underscore-dangle -- where zod keeps what a schema is made of
  return part._zod.def;
}

/** Ways to spoil one place of a good input. */
const spoiling: fc.Arbitrary<(value: unknown, where: number) => unknown> = fc.oneof(
  hostile.map((thing) => (value: unknown, where: number) => replaceAt(value, where, () => thing)),
  fc.constant((value: unknown, where: number) => replaceAt(value, where, (old) => [old])),
  fc.constant((value: unknown, where: number) =>
    replaceAt(value, where, (old) => (typeof old === 'string' ? old.split('') : String(old))),
  ),
  fc.constant((value: unknown, where: number) => dropAt(value, where)),
  hostile.map(
    (thing) => (value: unknown) => (isRecord(value) ? { ...value, unexpected: thing, ['__proto__']: thing } : thing),
  ),
  fc.constant((value: unknown) =>
    isRecord(value) ? Object.assign(JSON.parse('{"__proto__":{"polluted":true}}') as object, value) : value,
  ),
);

function arbitraryOf(schema: Schema, name: string, known: KnownValues, depth: number): fc.Arbitrary<unknown> {
  const free = byType(schema, name, known, depth);
  const onFile = known.get(name) ?? [];
  const fitting = onFile.filter((value) => z.safeParse(schema, value).success);
  return fitting.length === 0 ? free : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...fitting) }, free);
}

function byType(schema: Schema, name: string, known: KnownValues, depth: number): fc.Arbitrary<unknown> {
  const def = definitionOf(schema);
  const inner = (of: Schema): fc.Arbitrary<unknown> => arbitraryOf(of, name, known, depth + 1);
  switch (def.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(def.shape).map(([key, of]) => [key, arbitraryOf(of, key, known, depth + 1)])),
      );
    case 'string':
      return texts(schema);
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'nullable':
      return fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: inner(def.innerType) });
    case 'optional':
    case 'default':
      return fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: inner(def.innerType) });
    case 'array': {
      const { minimum = 0 } = boundsOf(schema);
      // `materials` holds values that `material` and the like name: the plural finds them under its singular.
      return fc.array(arbitraryOf(def.element, singular(name), known, depth + 1), {
        minLength: minimum,
        maxLength: minimum + 3,
      });
    }
    case 'union':
      return fc.oneof(...def.options.map((option) => inner(option)));
    case 'record':
      return fc.dictionary(fc.constantFrom(...HOSTILE_TEXTS), depth > 4 ? fc.constant(null) : inner(def.valueType), {
        maxKeys: 3,
      });
    case 'pipe':
      return inner(def.out);
    case 'lazy':
      return depth > 4 ? fc.constant(null) : inner(def.getter());
    case 'custom':
      return blobs;
    default:
      // A contract that begins to use another type is told here.
      throw new Error(`no arbitrary for ${def.type}`);
  }
}

interface Bounds {
  minimum?: number;
  maximum?: number;
  pattern?: RegExp;
}

/** The limits that a schema's checks set, inclusive; of several of a kind the narrowest. */
function boundsOf(schema: Schema): Bounds {
  const bounds: Bounds = {};
  const atLeast = (value: number): number => (bounds.minimum = Math.max(bounds.minimum ?? value, value));
  const atMost = (value: number): number => (bounds.maximum = Math.min(bounds.maximum ?? value, value));
  for (const check of definitionOf(schema).checks ?? []) {
    const def = definitionOf(check);
    if (def.check === 'min_length') atLeast(def.minimum);
    if (def.check === 'max_length') atMost(def.maximum);
    if (def.check === 'greater_than') atLeast(Number(def.value) + (def.inclusive ? 0 : 1));
    if (def.check === 'less_than') atMost(Number(def.value) - (def.inclusive ? 0 : 1));
    if (def.check === 'string_format' && def.pattern !== undefined) bounds.pattern = def.pattern;
  }
  return bounds;
}

function texts(schema: Schema): fc.Arbitrary<string> {
  const { minimum = 0, maximum = 200, pattern } = boundsOf(schema);
  if (pattern !== undefined) return fc.stringMatching(pattern);
  const kept = HOSTILE_TEXTS.filter(({ length }) => length >= minimum && length <= maximum);
  return fc.oneof(
    fc.constantFrom(...kept),
    fc.string({ unit: 'grapheme', minLength: minimum, maxLength: Math.min(maximum, 40) }),
  );
}

function numbers(schema: Schema): fc.Arbitrary<number> {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = boundsOf(schema);
  const edges = [minimum, maximum, ...HOSTILE_NUMBERS.filter((each) => Number.isSafeInteger(each))];
  return fc.oneof(
    fc.constantFrom(...edges.filter((each) => each >= minimum && each <= maximum)),
    fc.integer({ min: Math.max(minimum, -10), max: Math.min(maximum, 10_000) }),
    fc.integer({ min: minimum, max: maximum }),
  );
}

const blobs = fc
  .tuple(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .constantFrom('%PDF-1.7\n', 'GIF89a', 'PK\u0003\u0004', '订单号,姓名\n1,2\n', '<svg onload=alert(1)>', '"')
        .map((text) => new Uint8Array(Buffer.from(text))),
    ),
    hostileText.filter(({ length }) => length < 400),
    fc.constantFrom('', 'text/html', 'image/png', 'application/x-msdownload'),
  )
  .map(([bytes, name, type]) => new File([Uint8Array.from(bytes)], name, { type }));

function singular(name: string): string {
  return name.endsWith('Ids') ? name.slice(0, -1) : name === 'materials' ? 'materialId' : name;
}

type Place = readonly [holder: Record<string, unknown>, key: string];

/** Every place in a value that can hold another one, breadth first. */
function placesOf(value: unknown): Place[] {
  const places: Place[] = [];
  const waiting: unknown[] = [value];
  for (let at = 0; at < waiting.length && places.length < 200; at += 1) {
    const holder = waiting[at];
    if (!isRecord(holder) && !Array.isArray(holder)) continue;
    for (const key of Object.keys(holder)) {
      const record = holder as Record<string, unknown>;
      places.push([record, key]);
      waiting.push(record[key]);
    }
  }
  return places;
}

function replaceAt(value: unknown, where: number, change: (old: unknown) => unknown): unknown {
  const copy = copied(value);
  const places = placesOf(copy);
  const place = places[where % Math.max(1, places.length)];
  if (place === undefined) return change(value);
  place[0][place[1]] = change(place[0][place[1]]);
  return copy;
}

function dropAt(value: unknown, where: number): unknown {
  const copy = copied(value);
  const places = placesOf(copy);
  const place = places[where % Math.max(1, places.length)];
  if (place !== undefined) delete place[0][place[1]];
  return copy;
}

/** Records and arrays anew, everything else as it is: a file stays the file it is. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, of]) => [key, copied(of)])) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
