/**
 * What a decision draws (ids, the random part of a case code), drawn from the id of its command: whoever decides the same
 * command again, the hub or the desk itself, draws the same. So a task keeps the id that later commands name, and the case
 * code that was told to a caller stays theirs. Not secret: whoever knows a command's id knows what it drew.
 */
import { createHash } from 'node:crypto';
import { v7 as uuidv7, validate } from 'uuid';

export interface Draws {
  /** A UUIDv7 whose time is that of the command's own id. */
  newId(): string;
  randomBytes(count: number): Uint8Array;
  /** The id of the next event of the command; drawn apart, so that it does not depend on what the decision drew. */
  eventId(): string;
}

/** Draws for one attempt to decide a command; another attempt begins anew. */
export function drawsOf(commandId: string): Draws {
  const msecs = timeOf(commandId);
  const ids = bytesOf(commandId, 'id');
  const bytes = bytesOf(commandId, 'bytes');
  const events = bytesOf(commandId, 'event');
  return {
    newId: () => uuidv7({ msecs, random: ids(16) }),
    randomBytes: (count) => bytes(count),
    eventId: () => uuidv7({ msecs, random: events(16) }),
  };
}

function bytesOf(commandId: string, purpose: string): (count: number) => Uint8Array {
  let drawn = 0;
  const block = (): Uint8Array =>
    createHash('sha256')
      .update(`${purpose}/${(drawn += 1)}/${commandId}`)
      .digest();
  return (count) => {
    let bytes = block();
    while (bytes.length < count) bytes = Buffer.concat([bytes, block()]);
    return bytes.subarray(0, count);
  };
}

/** The milliseconds in a UUIDv7; 0 where the id is none. */
function timeOf(commandId: string): number {
  return validate(commandId) ? Number.parseInt(commandId.replaceAll('-', '').slice(0, 12), 16) : 0;
}
