import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from './data-folder.ts';
import type { Surroundings } from './data-folder.ts';

/** What every host is told on its command line. */
export interface LaunchSettings {
  /** Absolute. */
  readonly dataDir: string;
  readonly demo: boolean;
  readonly smsGatewayUrl: string | undefined;
}
export interface BrowserLaunchSettings extends LaunchSettings {
  /** Undefined: the usual port, or a free one when that is taken. 0: a free one. */
  readonly port: number | undefined;
  readonly open: boolean;
  readonly passphrase: boolean;
}
/** A sentence for the terminal, when the flags make no sense. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

const COMMON = {
  'data-dir': { type: 'string' },
  demo: { type: 'boolean' },
  empty: { type: 'boolean' },
  'sms-gateway': { type: 'string' },
} as const;
const ELECTRON = { ...COMMON, 'recovery-copy': { type: 'string' } } as const;
const BROWSER = {
  ...COMMON,
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  passphrase: { type: 'boolean' },
} as const;

export interface ElectronLaunchSettings extends LaunchSettings {
  /** Absolute: write a recovery copy of the keys there and end. */
  readonly recoveryCopy: string | undefined;
}

/** Electron's argv carries Chromium's switches too, so what is not ours is passed over. */
export function parseElectronFlags(argv: readonly string[], where: Surroundings): Parsed<ElectronLaunchSettings> {
  const { values } = parseArgs({ args: [...argv], options: ELECTRON, strict: false, allowPositionals: true });
  const shared = common(values, where);
  if (!shared.ok) return shared;
  const { 'recovery-copy': copy } = values;
  if (copy !== undefined && (typeof copy !== 'string' || copy === '')) return problem('--recovery-copy takes a file.');
  return { ok: true, value: { ...shared.value, recoveryCopy: copy === undefined ? undefined : resolve(copy) } };
}

/** The browser host's flags; what is not known is a mistake and said so. */
export function parseBrowserFlags(argv: readonly string[], where: Surroundings): Parsed<BrowserLaunchSettings> {
  const given = parseStrictly(argv);
  if (!given.ok) return given;
  const shared = common(given.value, where);
  if (!shared.ok) return shared;
  const port = given.value.port === undefined ? undefined : parsePort(given.value.port);
  if (port === null) return problem('--port takes a whole number from 0 to 65535.');
  const { 'no-open': noOpen = false, passphrase = false } = given.value;
  return { ok: true, value: { ...shared.value, port, open: !noOpen, passphrase } };
}

function parseStrictly(argv: readonly string[]) {
  try {
    return { ok: true, value: parseArgs({ args: [...argv], options: BROWSER }).values } as const;
  } catch (error) {
    return problem(error instanceof Error ? error.message : 'The flags could not be read.');
  }
}

type Given = Readonly<Record<string, string | boolean | undefined | (string | boolean)[]>>;

function common(values: Given, where: Surroundings): Parsed<LaunchSettings> {
  const { 'data-dir': dataDir, 'sms-gateway': gateway } = values;
  if (values['demo'] === true && values['empty'] === true) return problem('--demo and --empty exclude one another.');
  if (dataDir !== undefined && (typeof dataDir !== 'string' || dataDir === ''))
    return problem('--data-dir takes a folder.');
  if (gateway !== undefined && !isHttpUrl(gateway)) return problem('--sms-gateway takes an http(s) address.');
  const demo = values['demo'] === true;
  return {
    ok: true,
    value: {
      dataDir: dataDir === undefined ? defaultDataDir(demo, where) : resolve(dataDir),
      demo,
      smsGatewayUrl: gateway,
    },
  };
}

function isHttpUrl(value: Given[string]): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function parsePort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

function problem(sentence: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: sentence };
}
