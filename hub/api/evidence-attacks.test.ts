/** What somebody gets who would read or write files in evidence that are not theirs; the rest of the attacks are in `attacks.test.ts`. */
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { MAX_FILE_BYTES, MAX_PART_BYTES } from '../../contract/hub-protocol/envelopes.ts';
import { signRequest } from '../../contract/hub-protocol/signing.ts';
import { openAttackedHub } from '../testing/attacked-hub.ts';
import type { AttackedDesk, AttackedHub, Sending } from '../testing/attacked-hub.ts';

type Attack = readonly [what: string, answer: string, attempt: () => Promise<string>];

let hub: AttackedHub;
const content = randomBytes(2_000);
const OWN = 'evidence-own';
const OTHERS = 'evidence-others';
const UNSENT = 'evidence-unsent';
const ENDLESS = 'evidence-endless';

beforeAll(async () => {
  hub = await openAttackedHub();
  await shows(hub.mine, OWN);
  await shows(hub.mine, UNSENT);
  await shows(hub.theirs, OTHERS);
  await shows(hub.mine, ENDLESS, MAX_FILE_BYTES + 1);
  await sendPart(OWN, 0, content);
  await sendPart(OTHERS, 0, content, { by: hub.theirs });
});
afterAll(() => hub.close());

const PATHS: readonly (readonly [string, string])[] = [
  ['/v1/evidence/..%2F..%2F..%2Fetc%2Fpasswd', 'out_of_scope'],
  ['/v1/evidence/%2e%2e%2f%2e%2e%2fcolumn.key', 'out_of_scope'],
  ['/v1/evidence/%2Fetc%2Fshadow', 'out_of_scope'],
  ['/v1/evidence/..%5C..%5Ccolumn.key', 'out_of_scope'],
  ['/v1/evidence/%252e%252e%252fetc', 'out_of_scope'],
  ['/v1/evidence/evidence-own%00.png', 'not_understood'],
  ['/v1/evidence/%0d%0aSet-Cookie%3a%20a', 'not_understood'],
  ['/v1/evidence/%', 'no_such_route'],
  ['/v1/evidence/', 'not_understood'],
  [`/v1/evidence/${'a'.repeat(90)}`, 'not_understood'],
  [`/v1/evidence/${'a'.repeat(5_000)}`, 'no_such_route'],
  ["/v1/evidence/'%20OR%201=1%20--", 'out_of_scope'],
  [`/v1/evidence/${OTHERS}`, 'out_of_scope'],
  [`/v1/evidence/${OTHERS}/0`, 'no_such_route'],
];

const ATTACKS: readonly Attack[] = [
  ...PATHS.map(([path, answer]): Attack => [`reading ${path.slice(0, 60)}`, answer, () => get(path)]),
  ['dots in the address that are taken out on the way', 'no_such_route', () => rawGet('/v1/evidence/../../etc/passwd')],
  ['a file that has not come yet', 'evidence_not_here', () => get(`/v1/evidence/${UNSENT}`)],
  ['bytes behind the end', 'not_understood', () => get(`/v1/evidence/${OWN}`, { headers: { range: 'bytes=2000-' } })],
  [
    'a range that is none, which is the whole',
    '200',
    () => get(`/v1/evidence/${OWN}`, { headers: { range: 'bytes=-5' } }),
  ],
  ['how much there is of another desk’s files', '[]', () => standings([OTHERS, 'none'])],
  ['a thousand files at once', 'not_understood', () => standings(Array.from({ length: 1000 }, (_, n) => `e${n}`))],
  ['bytes for another desk’s file', 'out_of_scope', () => sendPart(OTHERS, 0, content)],
  ['bytes for a file that nobody named', 'out_of_scope', () => sendPart('evidence-none', 0, content)],
  ['bytes that lead out of the folder', 'out_of_scope', () => sendPart('..%2F..%2Fcolumn.key', 0, content)],
  ['bytes that begin before the beginning', 'not_understood', () => sendPart(UNSENT, '-1', content)],
  ['bytes that begin nowhere', 'not_understood', () => sendPart(UNSENT, 'NaN', content)],
  ['bytes that begin in SQL', 'not_understood', () => sendPart(UNSENT, '0;DROP%20TABLE%20evidence', content)],
  ['bytes far behind the end, which are left alone', '200', () => sendPart(UNSENT, 9_999_999, content)],
  ['no bytes', 'not_understood', () => sendPart(UNSENT, 0, Buffer.alloc(0))],
  ['more bytes than were named', 'body_too_large', () => sendPart(UNSENT, 0, Buffer.concat([content, content]))],
  ['a part that is too large', 'body_too_large', () => sendPart(UNSENT, 0, Buffer.alloc(MAX_PART_BYTES + 1))],
  ['a file that is too large', 'body_too_large', () => sendPart(ENDLESS, 0, content)],
  ['other bytes than were named', 'evidence_altered', () => sendPart(UNSENT, 0, randomBytes(content.length))],
  ['bytes changed on the way', 'signature_wrong', () => sendPart(UNSENT, 0, content, { signedBody: 'others' })],
  [
    'bytes moved to another place on the way',
    'signature_wrong',
    () => sendPart(UNSENT, 0, content, { signedPath: `/v1/evidence/${UNSENT}/1` }),
  ],
  [
    'bytes of another kind',
    'not_json',
    () => sendPart(UNSENT, 0, content, { headers: { 'content-type': 'text/html' } }),
  ],
  ['bytes instead of a file that is whole', '200', () => sendPart(OWN, 0, randomBytes(content.length))],
];

it.each(ATTACKS)('answers %s with %s', async (_what, answer, attempt) => {
  expect(await attempt()).toBe(answer);
});

it('has its own file afterwards as it was, and nothing of the one that was never sent rightly', async () => {
  const [headers, bytes] = await fetched(`/v1/evidence/${OWN}`);
  expect(bytes.equals(content)).toBe(true);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  const [part, rest] = await fetched(`/v1/evidence/${OWN}`, { range: 'bytes=1500-' });
  expect(part.get('content-range')).toBe('bytes 1500-1999/2000');
  expect(rest.equals(content.subarray(1500))).toBe(true);
  expect(await get(`/v1/evidence/${UNSENT}`)).toBe('evidence_not_here');
});

/** A contact of this desk's branch with a file on it, of which only its hash is known yet. */
async function shows(desk: AttackedDesk, evidenceId: string, sizeBytes = content.length): Promise<void> {
  const contactId = uuidv7();
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = { evidenceId, sha256, sizeBytes, mediaType: 'image/png' };
  const stream = `contact/${contactId}`;
  const called = {
    contactId,
    channel: 'walk_in',
    direction: 'inbound',
    cli: null,
    waitedSeconds: null,
    callbackId: null,
  };
  expect(await hub.pushes({ stream, type: 'StartContact', payload: called }, desk)).toBe('accepted');
  const words = { contactId, kind: 'other', title: '附件', chainPrevHash: '0'.repeat(64) };
  const command = { stream, type: 'AttachContactEvidence', payload: { ...file, ...words } };
  const evidence = [{ ...file, capturedAt: Date.now(), capturedBy: 'clerk' }];
  expect(await hub.pushes(command, desk, evidence)).toBe('accepted');
}

async function get(path: string, more: Partial<Sending> = {}): Promise<string> {
  const { status, code } = await hub.send({ path, method: 'GET', ...more });
  return code ?? String(status);
}

async function sendPart(
  evidenceId: string,
  from: number | string,
  raw: Buffer,
  more: Partial<Sending> = {},
): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' };
  const sending = { path: `/v1/evidence/${evidenceId}/${from}`, method: 'PUT', raw, headers, ...more } as const;
  const { status, code } = await hub.send(sending);
  return code ?? String(status);
}

async function standings(evidenceIds: readonly string[]): Promise<string> {
  const { text, code } = await hub.send({ path: '/v1/evidence', body: { protocolVersion: 1, evidenceIds } });
  return code ?? JSON.stringify((JSON.parse(text) as { files: unknown }).files);
}

const signed = (path: string) =>
  signRequest(hub.mine.key, {
    deskId: hub.mine.deskId,
    method: 'GET',
    path,
    body: Buffer.alloc(0),
    signedAt: Date.now(),
    nonce: randomBytes(18).toString('base64url'),
  });

async function fetched(path: string, more: Record<string, string> = {}): Promise<readonly [Headers, Buffer]> {
  const response = await fetch(`${hub.url}${path}`, { headers: { ...signed(path), ...more } });
  return [response.headers, Buffer.from(await response.arrayBuffer())];
}

/** As it stands: `fetch` takes the dots out of an address before it sends it. */
async function rawGet(path: string): Promise<string> {
  const { hostname, port } = new URL(hub.url);
  const text = await new Promise<string>((resolve, reject) => {
    request({ hostname, port, path, headers: { ...signed(path) } }, (response) => {
      response.setEncoding('utf8');
      let all = '';
      response.on('data', (part: string) => void (all += part));
      response.on('end', () => resolve(all));
    })
      .on('error', reject)
      .end();
  });
  return (JSON.parse(text) as { code: string }).code;
}
