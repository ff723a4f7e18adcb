/** Money: an integer number of fen (1/100 yuan). Never a float, never yuan. */
export type Fen = number;
/** An instant: milliseconds since the Unix epoch, UTC. Shown in Asia/Shanghai. */
export type UtcMs = number;
/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export type LocalDate = string;

export const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
