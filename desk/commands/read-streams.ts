import type { ReadableDb } from '../../db/open/database.ts';
import { loadStream } from '../../db/projections/streams.ts';
import type { LoadedStreams } from '../../domain/kernel/command.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import { loadedStreams } from '../../domain/streams.ts';

/** Streams as they stand now, for whoever only reads them. */
export function readStreams(db: ReadableDb, ...names: readonly StreamId[]): LoadedStreams {
  return loadedStreams(new Map(names.map((name) => [name, loadStream(db, name).folded])));
}
