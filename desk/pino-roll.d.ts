/** The part of pino-roll used here; the package brings no types of its own. */
declare module 'pino-roll' {
  import type { EventEmitter } from 'node:events';
  export interface RollingStream extends EventEmitter {
    write(line: string): boolean;
    /** Writes what is held, closes the file, then emits `close`. */
    end(): void;
    /** Closes the file and gives up what is held. */
    destroy(): void;
  }
  export default function pinoRoll(options: {
    readonly file: string;
    readonly extension?: string;
    readonly frequency?: 'daily' | 'hourly';
    readonly size?: string;
    /** `removeOtherLogFiles` counts files of earlier runs too. */
    readonly limit?: { readonly count: number; readonly removeOtherLogFiles?: boolean };
    readonly mkdir?: boolean;
    readonly mode?: number;
    /** Bytes held for a disk that does not take them; lines beyond are dropped. */
    readonly maxLength?: number;
  }): Promise<RollingStream>;
}
