/**
 * What travels between a desk and a hub: JSON over HTTP, a request signed by the desk (`signing.ts`). The hub takes neither
 * the clock nor the actor from what is said here: `capturedAt` is the desk's word and stands beside the hub's own
 * `acceptedAt`; who acted is who the grant of a command was given to.
 */
import { z } from 'zod';
import { id, plainText, refusalData, utcMs } from '../values.ts';
import { base64, body, confirmedEvent, cursor, grant, roles, sha256, streamId, typeName } from './shared.ts';

/** Commands in one push, at most; a desk with more to say pushes again. */
export const MAX_PUSHED = 500;
/** Files named by one push, at most. */
export const MAX_EVIDENCE = 5000;
/** The largest file that is taken in evidence: 25 MiB. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;
/** What of a file travels in one request, at most. */
export const MAX_PART_BYTES = 1024 * 1024;
/** Streams in one request for whole ones, at most. */
export const MAX_OPENED = 100;
/** Events in one answer to a pull, at most. */
export const MAX_PULLED = 5000;

const protocolVersion = z.int().min(1);

/** What is not an event: orders, people, branches, policy packs. `body` is null where it is gone or out of scope now. */
const referenceRow = z.looseObject({
  kind: z.string().min(1).max(40),
  key: z.string().min(1).max(200),
  body: body.nullable(),
});

/** One command from an outbox. */
export const pushedCommand = z.looseObject({
  /** The desk's own count of what it pushes: 1, 2, 3, without gaps, in the order in which things were done. */
  seq: z.int().min(1),
  commandId: id,
  stream: streamId,
  type: typeName,
  payload: body,
  /** The desk's clock when it was done. */
  capturedAt: utcMs,
  grant,
});

/** A file that commands name: what it is known by, not what is in it. */
export const evidenceEntry = z.looseObject({
  evidenceId: id,
  sha256,
  sizeBytes: z.int().min(0),
  mediaType: plainText(120),
  capturedAt: utcMs,
  capturedBy: id,
});

export const pushRequest = z.looseObject({
  protocolVersion,
  /** The hub's sequence epoch of this desk: another one after a desk was enrolled again. */
  epoch: id,
  /** The desk's clock as it stands, not set right by the hub's: how far it is out is known by it. */
  deskTime: utcMs,
  commands: z.array(pushedCommand).min(1).max(MAX_PUSHED),
  /** The files that these commands name, so that whoever decides on them knows that they are there. */
  evidence: z.array(evidenceEntry).max(MAX_EVIDENCE).optional(),
});

const accepted = z.looseObject({ result: z.literal('accepted'), events: z.array(confirmedEvent) });
/** The authority said no: a stored decision, and the same each time it is asked for. */
const rejected = z.looseObject({
  result: z.literal('rejected'),
  code: z.string().min(1).max(80),
  data: refusalData,
  /** Where the words and the evidence of it were kept all the same: the case that was there first. */
  keptOnCaseId: id.optional(),
});
/** No decision: not understood, or something failed. It stays with the hub and blocks only what follows on its stream. */
const parked = z.looseObject({
  result: z.literal('parked'),
  reason: z.enum(['unknown_type', 'unreadable_payload', 'behind_parked', 'failed']),
});
const outcome = z.discriminatedUnion('result', [accepted, rejected, parked]);

export const pushResponse = z.looseObject({
  protocolVersion,
  /** One for each command that was pushed, in their order. */
  outcomes: z.array(
    z.looseObject({
      commandId: id,
      /** True where the hub had it already: `outcome` is what was said then. */
      alreadyProcessed: z.boolean(),
      outcome,
    }),
  ),
  /** The count that the next command must have. */
  nextSeq: z.int().min(1),
  hubTime: utcMs,
});

/** What became of commands that were pushed before: those that were parked may have been decided since. */
export const outcomesRequest = z.looseObject({
  protocolVersion,
  commandIds: z.array(id).min(1).max(MAX_PUSHED),
});

/** Whole streams, by name: those of which a desk is missing the beginning, or one in between. */
export const streamsRequest = z.looseObject({
  protocolVersion,
  streams: z.array(streamId).min(1).max(MAX_OPENED),
});

export const streamsResponse = z.looseObject({
  protocolVersion,
  events: z.array(confirmedEvent),
  hubTime: utcMs,
});

/** Orders in one message, at most. */
export const MAX_ORDERS = 500;

const importedOrder = z.looseObject({
  order: z.looseObject({ orderNo: id, partyId: id, kind: typeName, orderedAt: utcMs, observedAt: utcMs }),
  party: z.looseObject({ partyId: id }),
});

/** Orders as a desk knows them, from somebody who may import them: they become everybody's. */
export const ordersRequest = z.looseObject({
  protocolVersion,
  grant,
  orders: z.array(importedOrder).min(1).max(MAX_ORDERS),
});

export const ordersResponse = z.looseObject({ protocolVersion, taken: z.int().min(0), hubTime: utcMs });

/** Events in one message of a history, at most: its streams come whole. */
export const MAX_BROUGHT = 5000;

/**
 * What a desk did while it was its own authority, told when it comes to a hub: people first, then orders, then streams. May be
 * told again: what is there already stays as it is. `samePeople`: whoever has the login of somebody at the hub is that person.
 */
export const historyRequest = z.looseObject({
  protocolVersion,
  samePeople: z.boolean(),
  people: z.array(
    z.looseObject({ userId: id, login: plainText(80), displayName: z.string().max(80), roles, branchId: id }),
  ),
  orders: z.array(importedOrder).max(MAX_ORDERS),
  evidence: z.array(evidenceEntry).max(MAX_EVIDENCE),
  events: z.array(confirmedEvent).max(MAX_BROUGHT),
});

export const historyResponse = z.looseObject({
  protocolVersion,
  /** What the hub knows by another id: streams that come after are told with that one. */
  renamed: z.array(z.looseObject({ from: id, to: id })),
  /** Streams that were not taken, and why. */
  left: z.array(
    z.looseObject({
      stream: streamId,
      because: z.enum(['unknown_type', 'unreadable', 'exists', 'claimed', 'person_unknown']),
    }),
  ),
  /** How many of them contradict what the hub knows: each is before a supervisor now. */
  contradictions: z.int().min(0),
  hubTime: utcMs,
});

/** Identifiers in one search, at most: the readings of one line. */
export const MAX_SEARCHED = 20;

/** What somebody typed, read as identifiers: whole ones, since the hub knows no others. */
export const searchRequest = z.looseObject({
  protocolVersion,
  grant,
  keys: z
    .array(z.looseObject({ kind: typeName, value: z.string().min(1).max(100) }))
    .min(1)
    .max(MAX_SEARCHED),
  limit: z.int().min(1).max(50),
});

/** Orders of the hub as lines, masked: what is behind a line comes when it is opened. */
export const searchResponse = z.looseObject({
  protocolVersion,
  orders: z.array(
    z.looseObject({
      orderNo: id,
      kind: typeName,
      status: typeName,
      orderedAt: utcMs,
      amountFen: z.int(),
      personMasked: z.string().nullable(),
      merchantMasked: z.string().nullable(),
      mobileMasked: z.string().nullable(),
      snMasked: z.string().nullable(),
      openCaseCode: z.string().nullable(),
    }),
  ),
  hubTime: utcMs,
});

/** Opens an order on this desk, which may hold it from now on, with its open case. */
export const openOrderRequest = z.looseObject({ protocolVersion, grant, orderNo: id });

export const openOrderResponse = z.looseObject({
  protocolVersion,
  references: z.array(referenceRow),
  events: z.array(confirmedEvent),
  hubTime: utcMs,
});

/** How much the hub has of files that this desk has named before. */
export const evidenceRequest = z.looseObject({
  protocolVersion,
  evidenceIds: z.array(id).min(1).max(MAX_OPENED),
});

/** A file at the hub: its bytes are taken in their order, and what stands at `storedBytes` comes next. */
export const evidenceStanding = z.looseObject({
  evidenceId: id,
  storedBytes: z.int().min(0),
  /** All of it is there, and is what its hash says. */
  isWhole: z.boolean(),
});

/** Of a file that this desk has not named, or not yet, nothing is said. */
export const evidenceResponse = z.looseObject({
  protocolVersion,
  files: z.array(evidenceStanding),
  hubTime: utcMs,
});

export const presenceRequest = z.looseObject({ protocolVersion, caseId: id, grant });

export const pullRequest = z.looseObject({
  protocolVersion,
  /** Where the last pull ended; null for the beginning. */
  cursor: cursor.nullable(),
  limit: z.int().min(1).max(MAX_PULLED),
});

export const pullResponse = z.looseObject({
  protocolVersion,
  events: z.array(confirmedEvent),
  references: z.array(referenceRow),
  cursor,
  /** Whether another pull would answer more at once. */
  more: z.boolean(),
  hubTime: utcMs,
});

/** The only thing that the stream of changes says. */
export const poke = z.looseObject({ pull: z.literal(true) });

/** Enrolment with a one-time code: the one request that no desk signs, since its key is not known yet. */
export const enrolRequest = z.looseObject({
  protocolVersion,
  code: z.string().min(8).max(40),
  deskName: z.string().min(1).max(80),
  /** Raw Ed25519, for what the desk signs; raw X25519, for what only it may open. */
  signingKey: base64,
  sealingKey: base64,
});

export const enrolResponse = z.looseObject({
  protocolVersion,
  deskId: id,
  epoch: id,
  nextSeq: z.int().min(1),
  /** What the hub signs grants with, so that a desk can check them without a network. */
  hubKey: base64,
  hubTime: utcMs,
});

export const signInRequest = z.looseObject({
  protocolVersion,
  login: plainText(80),
  password: z.string().min(1).max(200),
});

export const signInResponse = z.looseObject({
  protocolVersion,
  grant,
  expiresAt: utcMs,
  /** Until when this person may go on on this desk without a network. */
  offlineUntil: utcMs,
  /** Cases of this person in branches that are not the desk's: it asks for the whole of those that it has not got yet. */
  streams: z.array(streamId).optional(),
  user: z.looseObject({
    userId: id,
    displayName: z.string().max(80),
    roles,
    branchId: id,
  }),
  hubTime: utcMs,
});

/** Asks for a ready file of orders, of the desk's own schema of them. */
export const bootstrapRequest = z.looseObject({ protocolVersion, schemaVersion: z.int().min(1) });

/** A ready file of orders: how to fetch it, how to know that it is whole, and where to go on from. */
export const bootstrapFile = z.looseObject({
  fileId: id,
  schemaVersion: z.int().min(1),
  sizeBytes: z.int().min(1),
  sha256,
  orders: z.int().min(0),
  /** The key of the file, sealed to the desk. */
  sealedKey: base64,
  /** What is not orders, and lies before the cursor. */
  references: z.array(referenceRow),
  cursor,
});

/** `none`: this hub makes no file of that schema, and orders come as rows. */
export const bootstrapResponse = z.looseObject({
  protocolVersion,
  state: z.enum(['ready', 'building', 'none']),
  /** How many orders are in the file that is being made. */
  built: z.int().min(0),
  file: bootstrapFile.nullable(),
  hubTime: utcMs,
});

/** Who else looks at a case. It says so, and holds nobody back. */
export const presence = z.looseObject({
  protocolVersion,
  caseId: id,
  others: z.array(z.looseObject({ userId: id, displayName: z.string().max(80), deskId: id, since: utcMs })),
  hubTime: utcMs,
});

/** Why a whole request was not served. What is refused of one command is an outcome, not this. */
export const hubRefusal = z.looseObject({
  code: z.string().min(1).max(80),
  /** With `out_of_order`: the count that the hub expects next. */
  expectedSeq: z.int().min(1).optional(),
  /** With `desk_too_old` and `desk_too_new`: what the hub serves. */
  servedVersions: z.array(z.int().min(1)).optional(),
  /** Seconds, with what may be tried again later. */
  retryAfter: z.int().min(0).optional(),
  hubTime: utcMs,
});

/** Every message by its name: what the hash of a version is taken of. */
export const MESSAGES = {
  enrolRequest,
  enrolResponse,
  signInRequest,
  signInResponse,
  pushRequest,
  pushResponse,
  outcomesRequest,
  streamsRequest,
  streamsResponse,
  ordersRequest,
  ordersResponse,
  searchRequest,
  searchResponse,
  openOrderRequest,
  openOrderResponse,
  historyRequest,
  historyResponse,
  evidenceRequest,
  evidenceResponse,
  presenceRequest,
  pullRequest,
  pullResponse,
  poke,
  bootstrapRequest,
  bootstrapResponse,
  presence,
  hubRefusal,
} as const;
