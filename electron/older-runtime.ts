/**
 * What this program uses and Node 18 lacks, for an Electron older than the one that is shipped. On a current runtime every line is
 * passed over. Loaded before everything else.
 */
import { File as NodeFile } from 'node:buffer';
import { webcrypto } from 'node:crypto';
import diagnosticsChannel from 'node:diagnostics_channel';

function supply(target: object, name: string, value: unknown): void {
  if (name in target) return;
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

supply(globalThis, 'crypto', webcrypto);
supply(globalThis, 'File', NodeFile);
// The log library makes a channel when it is loaded; nobody listens to it here.
supply(diagnosticsChannel, 'tracingChannel', () => ({
  hasSubscribers: false,
  traceSync: <A extends unknown[], R>(run: (...given: A) => R, _context: unknown, self: unknown, ...given: A): R =>
    Reflect.apply(run, self, given),
}));
supply(Promise, 'withResolvers', function withResolvers<T>() {
  let resolve: (value: T | PromiseLike<T>) => void = () => undefined;
  let reject: (reason?: unknown) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
});
supply(Promise, 'try', function attempt<T, A extends unknown[]>(run: (...given: A) => T | PromiseLike<T>, ...given: A) {
  return new Promise<T>((resolve) => {
    resolve(run(...given));
  });
});
supply(Object, 'groupBy', function groupBy<T>(items: Iterable<T>, keyOf: (item: T, index: number) => PropertyKey) {
  const groups: Record<PropertyKey, T[]> = Object.create(null) as Record<PropertyKey, T[]>;
  let index = 0;
  for (const item of items) (groups[keyOf(item, index++)] ??= []).push(item);
  return groups;
});
supply(Map, 'groupBy', function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T, index: number) => K) {
  const groups = new Map<K, T[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
});
supply(URL, 'canParse', (url: string, base?: string) => {
  try {
    return new URL(url, base) instanceof URL;
  } catch {
    return false;
  }
});

const setMethods = {
  union<T>(this: ReadonlySet<T>, other: ReadonlySet<T>) {
    return new Set([...this, ...other]);
  },
  intersection<T>(this: ReadonlySet<T>, other: ReadonlySet<T>) {
    return new Set([...this].filter((item) => other.has(item)));
  },
  difference<T>(this: ReadonlySet<T>, other: ReadonlySet<T>) {
    return new Set([...this].filter((item) => !other.has(item)));
  },
  symmetricDifference<T>(this: ReadonlySet<T>, other: ReadonlySet<T>) {
    return new Set([...[...this].filter((item) => !other.has(item)), ...[...other].filter((item) => !this.has(item))]);
  },
  isSubsetOf<T>(this: ReadonlySet<T>, other: ReadonlySet<T>) {
    return [...this].every((item) => other.has(item));
  },
  isSupersetOf<T>(this: ReadonlySet<T>, other: ReadonlySet<T>) {
    return [...other].every((item) => this.has(item));
  },
  isDisjointFrom<T>(this: ReadonlySet<T>, other: ReadonlySet<T>) {
    return [...this].every((item) => !other.has(item));
  },
};
for (const [name, method] of Object.entries(setMethods)) supply(Set.prototype, name, method);
