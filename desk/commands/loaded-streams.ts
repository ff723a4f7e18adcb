import type { StreamState } from '../../db/projections/streams.ts';
import type { LoadedStreams } from '../../domain/kernel/command.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import type { StreamId, StreamKind } from '../../domain/kernel/stream.ts';

type StateOf<K extends StreamKind> = Extract<StreamState, { kind: K }>['state'];

/** The states a command may read: those of the streams it named. Any other is a bug in its definition and throws. */
export function loadedStreams(streams: ReadonlyMap<StreamId, StreamState>): LoadedStreams {
  const of = <K extends StreamKind>(kind: K, id: string): StateOf<K> => {
    const found = streams.get(streamId(kind, id));
    if (found === undefined) throw new Error(`the command did not name ${streamId(kind, id)}`);
    // The kind is part of the name, so what was folded under it is of that kind.
    return found.state as StateOf<K>;
  };
  return {
    contact: (id) => of('contact', id),
    case: (id) => of('case', id),
    party: (id) => of('party', id),
    callback: (id) => of('callback', id),
  };
}
