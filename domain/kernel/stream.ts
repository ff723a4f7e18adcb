/** The streams that events belong to: a contact, a cancellation case, a party, a callback. */
export const STREAM_KINDS = ['contact', 'case', 'party', 'callback'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];
/** `<kind>/<id>`, for example `case/0199…`. */
export type StreamId = `${StreamKind}/${string}`;

export function streamId(kind: StreamKind, id: string): StreamId {
  return `${kind}/${id}`;
}

export function parseStreamId(stream: StreamId): { kind: StreamKind; id: string } {
  const slash = stream.indexOf('/');
  return { kind: stream.slice(0, slash) as StreamKind, id: stream.slice(slash + 1) };
}
