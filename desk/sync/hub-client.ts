/** What this desk says to its hub over HTTP: signed, and read by the protocol's own schemas. */
import { createPrivateKey, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import {
  bootstrapResponse,
  enrolResponse,
  evidenceResponse,
  historyResponse,
  openOrderResponse,
  hubRefusal,
  ordersResponse,
  presence,
  pullResponse,
  pushResponse,
  searchResponse,
  signInResponse,
  streamsResponse,
} from '../../contract/hub-protocol/envelopes.ts';
import type { historyRequest, ordersRequest } from '../../contract/hub-protocol/envelopes.ts';
import { signRequest } from '../../contract/hub-protocol/signing.ts';
import { PROTOCOL_VERSION } from '../../contract/hub-protocol/version.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { PushRequest } from './next-push.ts';
import { trustAsTheMachineDoes } from './trust.ts';

/** The hub refused the whole request; `code` is the protocol's. */
export class HubRefused extends Error {
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** With `out_of_order`: the count that the hub expects next. */
  readonly expectedSeq: number | null;

  constructor({ code, retryAfter, expectedSeq }: z.infer<typeof hubRefusal>) {
    super(`the hub refused: ${code}`);
    this.code = code;
    this.retryAfterMs = retryAfter === undefined ? null : retryAfter * 1000;
    this.expectedSeq = expectedSeq ?? null;
  }
}

/** The hub was not reached, or what answered was no hub. */
export class HubUnreachable extends Error {}

export interface HubAccess {
  readonly url: string;
  readonly deskId: string;
  readonly signingKey: Uint8Array;
}

export interface SearchedKey {
  readonly kind: string;
  readonly value: string;
}

export type HistoryPart = Pick<
  z.infer<typeof historyRequest>,
  'samePeople' | 'people' | 'orders' | 'evidence' | 'events'
>;

export interface HubClient {
  push(request: PushRequest): Promise<z.infer<typeof pushResponse>>;
  outcomes(commandIds: readonly string[]): Promise<z.infer<typeof pushResponse>>;
  pull(cursor: string | null, limit: number): Promise<z.infer<typeof pullResponse>>;
  streams(streams: readonly string[]): Promise<z.infer<typeof streamsResponse>>;
  signIn(login: string, password: string): Promise<z.infer<typeof signInResponse>>;
  orders(grant: string, orders: z.infer<typeof ordersRequest>['orders']): Promise<z.infer<typeof ordersResponse>>;
  search(grant: string, keys: readonly SearchedKey[], limit: number): Promise<z.infer<typeof searchResponse>>;
  openOrder(grant: string, orderNo: string): Promise<z.infer<typeof openOrderResponse>>;
  bootstrap(schemaVersion: number): Promise<z.infer<typeof bootstrapResponse>>;
  evidence(evidenceIds: readonly string[]): Promise<z.infer<typeof evidenceResponse>>;
  /** Gives the hub a part of a file, and answers how it stands there now. */
  sendPart(evidenceId: string, from: number, bytes: Uint8Array): Promise<z.infer<typeof evidenceResponse>>;
  /** The bytes of a file in evidence from there on. Throws like `download`, and `HubRefused` (`evidence_not_here`) before it has come there whole. */
  downloadEvidence(evidenceId: string, from: number): AsyncIterable<Uint8Array>;
  /** The bytes of a ready file from there on. Throws `HubRefused` (`out_of_scope`) where the hub has it no more, and `HubUnreachable` also while it is read. */
  download(fileId: string, from: number): AsyncIterable<Uint8Array>;
  history(part: HistoryPart): Promise<z.infer<typeof historyResponse>>;
  presence(grant: string, caseId: string): Promise<z.infer<typeof presence>>;
  reenrol(): Promise<z.infer<typeof enrolResponse>>;
  /** Runs until aborted or cut off; calls `told` whenever there may be something to pull. */
  changes(told: () => void, signal: AbortSignal): Promise<void>;
}

interface Sending {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

const NO_BYTES = new Uint8Array();
const TIMEOUT_MS = 30_000;
/** A stream that has been silent for longer than the hub's pings is dead. */
const SILENT_MS = 40_000;

/** `hubAhead` is how far the hub's clock was ahead when it last spoke: signatures are dated by its clock, not by this one. */
export function createHubClient(access: HubAccess, now: () => UtcMs): HubClient {
  trustAsTheMachineDoes(access.url);
  const key = createPrivateKey({ key: Buffer.from(access.signingKey), format: 'der', type: 'pkcs8' });
  let hubAhead = 0;

  const send = async ({ method, path, body = NO_BYTES, signal, headers }: Sending): Promise<Response> => {
    const { deskId } = access;
    const signed = { deskId, method, path, body, signedAt: now() + hubAhead, nonce: newNonce() };
    try {
      return await fetch(new URL(path, access.url), {
        method,
        headers: {
          ...signRequest(key, signed),
          ...headers,
        },
        ...(method === 'GET' ? {} : { body }),
        signal,
        redirect: 'error',
      });
    } catch (error) {
      throw new HubUnreachable('the hub was not reached', { cause: error });
    }
  };

  const ask = <S extends z.ZodType<{ hubTime: number }>>(
    path: string,
    message: object,
    schema: S,
  ): Promise<z.infer<S>> => {
    const body = Buffer.from(JSON.stringify({ protocolVersion: PROTOCOL_VERSION, ...message }));
    return answered({ method: 'POST', path, body, headers: { 'content-type': 'application/json' } }, schema);
  };
  const answered = async <S extends z.ZodType<{ hubTime: number }>>(
    sending: Omit<Sending, 'signal'>,
    schema: S,
  ): Promise<z.infer<S>> => {
    for (let tries = 1; ; tries += 1) {
      const response = await send({ ...sending, signal: AbortSignal.timeout(TIMEOUT_MS) });
      const answer = await jsonOf(response);
      const refused = response.ok ? undefined : hubRefusal.safeParse(answer);
      if (refused?.success === true) {
        // The hub says what its clock shows; a true signature of another hour is made again by it.
        hubAhead = refused.data.hubTime - now();
        if (refused.data.code === 'clock_too_far' && tries === 1) continue;
        throw new HubRefused(refused.data);
      }
      const read = schema.safeParse(answer);
      if (!response.ok || !read.success) throw new HubUnreachable(`what answered is no hub (${response.status})`);
      hubAhead = read.data.hubTime - now();
      return read.data;
    }
  };

  async function* bytesOf(path: string, from: number): AsyncIterable<Uint8Array> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), TIMEOUT_MS);
    try {
      const headers: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
      const response = await send({ method: 'GET', path, signal: silence.signal, headers });
      if (!response.ok) throw await refusalIn(response);
      // A hub that begins anew would be written behind what is there.
      if (response.body === null || (from > 0 && response.status !== 206))
        throw new HubUnreachable('what answered is no file');
      for await (const part of response.body) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), TIMEOUT_MS);
        yield part;
      }
    } catch (error) {
      if (error instanceof HubRefused || error instanceof HubUnreachable) throw error;
      throw new HubUnreachable('the file was cut off', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    push: (request) => ask('/v1/push', request, pushResponse),
    outcomes: (commandIds) => ask('/v1/outcomes', { commandIds }, pushResponse),
    pull: (cursor, limit) => ask('/v1/pull', { cursor, limit }, pullResponse),
    streams: (streams) => ask('/v1/streams', { streams }, streamsResponse),
    signIn: (login, password) => ask('/v1/sign-in', { login, password }, signInResponse),
    orders: (grant, orders) => ask('/v1/orders', { grant, orders }, ordersResponse),
    search: (grant, keys, limit) => ask('/v1/search', { grant, keys, limit }, searchResponse),
    openOrder: (grant, orderNo) => ask('/v1/open-order', { grant, orderNo }, openOrderResponse),
    bootstrap: (schemaVersion) => ask('/v1/bootstrap', { schemaVersion }, bootstrapResponse),
    download: (fileId, from) => bytesOf(`/v1/bootstrap/${fileId}`, from),
    evidence: (evidenceIds) => ask('/v1/evidence', { evidenceIds }, evidenceResponse),
    sendPart: (evidenceId, from, bytes) => {
      const path = `/v1/evidence/${encodeURIComponent(evidenceId)}/${from}`;
      const headers = { 'content-type': 'application/octet-stream' };
      return answered({ method: 'PUT', path, body: new Uint8Array(bytes), headers }, evidenceResponse);
    },
    downloadEvidence: (evidenceId, from) => bytesOf(`/v1/evidence/${encodeURIComponent(evidenceId)}`, from),
    history: (part) => ask('/v1/history', part, historyResponse),
    presence: (grant, caseId) => ask('/v1/presence', { grant, caseId }, presence),
    reenrol: () => ask('/v1/re-enrol', {}, enrolResponse),
    async changes(told, signal) {
      const silence = new AbortController();
      let timer = setTimeout(() => silence.abort(), SILENT_MS);
      // Not `AbortSignal.any`: the Node of an older Electron lacks it.
      const stop = (): void => silence.abort();
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      try {
        const response = await send({ method: 'GET', path: '/v1/changes', signal: silence.signal });
        if (!response.ok || response.body === null) throw new HubUnreachable(`no changes (${response.status})`);
        for await (const part of response.body) {
          clearTimeout(timer);
          timer = setTimeout(() => silence.abort(), SILENT_MS);
          if (Buffer.from(part).includes('data:')) told();
        }
      } finally {
        signal.removeEventListener('abort', stop);
        clearTimeout(timer);
      }
    },
  };
}

/** Enrols at a hub with a code. Refuses like any request: {@link HubRefused} `code_wrong`, {@link HubUnreachable}. */
export async function enrolAt(
  url: string,
  message: {
    readonly code: string;
    readonly deskName: string;
    readonly signingKey: string;
    readonly sealingKey: string;
  },
): Promise<z.infer<typeof enrolResponse>> {
  trustAsTheMachineDoes(url);
  const body = JSON.stringify({ protocolVersion: PROTOCOL_VERSION, ...message });
  const response = await fetch(new URL('/v1/enrol', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'error',
  }).catch((error: unknown) => {
    throw new HubUnreachable('the hub was not reached', { cause: error });
  });
  const answer = await jsonOf(response);
  const refused = response.ok ? undefined : hubRefusal.safeParse(answer);
  if (refused?.success === true) throw new HubRefused(refused.data);
  const read = enrolResponse.safeParse(answer);
  if (!response.ok || !read.success) throw new HubUnreachable(`what answered is no hub (${response.status})`);
  return read.data;
}

/** The refusal that a failed answer says, or that it was no hub's. */
async function refusalIn(response: Response): Promise<HubRefused | HubUnreachable> {
  const refused = hubRefusal.safeParse(await jsonOf(response));
  return refused.success
    ? new HubRefused(refused.data)
    : new HubUnreachable(`what answered is no hub (${response.status})`);
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new HubUnreachable('what answered is no hub, or was cut off', { cause: error });
  }
}

function newNonce(): string {
  return randomBytes(18).toString('base64url');
}
