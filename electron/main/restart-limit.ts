const WINDOW_MS = 60_000;
const MOST = 3;

/** Whether the desk has died so often within a minute that starting it once more would only loop. Instants are UTC milliseconds. */
export function tooManyDeaths(deaths: readonly number[], now: number): boolean {
  return deaths.filter((at) => now - at < WINDOW_MS).length > MOST;
}
