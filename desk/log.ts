import { join } from 'node:path';
import pino from 'pino';
import pinoRoll from 'pino-roll';
import type { RefusalCode } from '../domain/kernel/refusal.ts';

/** What happened. A closed list: a sentence put together at run time could carry a name. */
export type LogEvent =
  | 'desk_opened'
  | 'desk_closed'
  | 'demo_seeded'
  | 'answered'
  | 'refused'
  | 'failed'
  | 'evidence_swept'
  | 'backup_made'
  | 'sms_sent'
  | 'sms_not_sent'
  | 'sync_failed';

/** Everything a line may say. Ids are ours and random; no field takes what a person typed or what stands on file. */
export interface LogFields {
  /** `cases.file` and the like. */
  readonly procedure?: string;
  readonly refusal?: RefusalCode;
  readonly durationMs?: number;
  readonly count?: number;
  readonly userId?: string;
  readonly recordId?: string;
  readonly runId?: string;
  readonly fault?: Fault;
}

/** What is kept of an exception: never its message, which may quote a value. */
export interface Fault {
  readonly name: string;
  readonly code: string | null;
  readonly frames: readonly string[];
}

/** The desk's log: codes, ids, durations. Never personal data. */
export interface DeskLog {
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
  /** Writes out what is still held. */
  close(): Promise<void>;
}

const KEPT_FILES = 14;
const MAX_WAITING_BYTES = 1024 * 1024;

/** The log of a data folder: one JSON line an event in `logs/desk.<n>.log`, a file a day and at most 10 MB, two weeks of them. */
export async function openLog(dataDir: string): Promise<DeskLog> {
  const stream = await pinoRoll({
    file: join(dataDir, 'logs', 'desk'),
    extension: '.log',
    frequency: 'daily',
    size: '10m',
    limit: { count: KEPT_FILES, removeOtherLogFiles: true },
    mkdir: true,
    mode: 0o600,
    // Lines that wait for a disk that takes none; more are dropped.
    maxLength: MAX_WAITING_BYTES,
  });
  // A disk that does not take a line must not end the desk: the line is lost, and the next one is tried again.
  stream.on('error', () => undefined);
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream);
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
    close: () =>
      new Promise((resolve) => {
        stream.once('close', resolve);
        // What the disk does not take is given up, so that a desk can always be closed.
        stream.once('error', () => {
          stream.destroy();
          resolve();
        });
        stream.end();
      }),
  };
}

/** An exception as the log may hold it: its name, its code, and where it was thrown. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  // A message of several lines could look like frames.
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
  return { name: error.name, code, frames: frames.slice(0, 12) };
}
