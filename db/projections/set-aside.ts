/**
 * Streams whose rows are not written for now. Events of the hub come in the order in which they became visible, which for two
 * cases of one order need not be that in which the one ended and the other began: until the ending has come, one of them waits here.
 */
import { claimsOf } from '../../domain/cases/claims.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { StreamState } from '../../domain/streams.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';
import { holderOf } from '../queries/claim-holders.ts';

export function listSetAside(db: ReadableDb): StreamId[] {
  return db.all<{ stream: StreamId }>('SELECT stream FROM set_aside ORDER BY stream').map(({ stream }) => stream);
}

/** Whether the rows of a stream can stand beside those that are there; where they cannot, the stream is set aside. */
export function setAsideIfTaken(db: WritableDb, stream: StreamId, folded: StreamState): boolean {
  const claims = folded.kind === 'case' ? claimsOf(folded.state) : [];
  const isTaken = claims.some((claim) => {
    const holder = holderOf(db, claim);
    return holder !== null && stream !== `case/${holder}`;
  });
  if (isTaken) db.run('INSERT OR IGNORE INTO set_aside (stream) VALUES (?)', stream);
  else db.run('DELETE FROM set_aside WHERE stream = ?', stream);
  return isTaken;
}
