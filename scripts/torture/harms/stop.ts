import type { DeskProcess } from '../desk-process.ts';

/** Tells a desk to end; answers what was wrong with how it did. */
export async function stopInOrder(desk: DeskProcess): Promise<string[]> {
  desk.tell('stop');
  const timer = setTimeout(() => desk.signal('SIGKILL'), 30_000);
  const ended = await desk.ended;
  clearTimeout(timer);
  return ended === 0 ? [] : [`the desk did not end in order (${ended}): ${desk.errors()}`];
}
