import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure, refusalSchema } from './shared.ts';

export const HOST_KINDS = ['electron', 'browser', 'cli'] as const;
export const hostKind = z.enum(HOST_KINDS);
export type HostKind = z.infer<typeof hostKind>;

/** Where the keys of the encrypted files are kept: the OS keychain, a file only its owner can read, or a file behind a passphrase. */
export const keyProtection = z.enum(['keychain', 'file', 'passphrase']);
export type KeyProtection = z.infer<typeof keyProtection>;

export const systemInfo = z.object({
  host: hostKind,
  appVersion: z.string(),
  demo: z.boolean(),
  nodeVersion: z.string(),
  /** Null outside Electron. */
  electronVersion: z.string().nullable(),
  /** The data folder's own name, never its path: a path can hold a person's name. */
  dataFolder: z.string(),
  keyProtection,
  /** `refused`: the files could not be opened (wrong key, a database from the future, …); only `system` answers then. */
  opening: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open') }),
    z.object({ state: z.literal('refused'), refusal: refusalSchema }),
  ]),
});
export type SystemInfo = z.infer<typeof systemInfo>;

/** Topics of what has changed, such as `cases` or `case/<id>`: no personal data, a screen reads again what it shows. */
export const changeNotice = z.object({ topics: z.array(z.string()) });
export type ChangeNotice = z.infer<typeof changeNotice>;

export const systemContract = {
  info: procedure.output(systemInfo),
  /** Goes on until the caller stops listening. Whoever listens anew reads everything again: notices are not kept. */
  changes: procedure.output(eventIterator(changeNotice)),
};
