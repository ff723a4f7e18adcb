/**
 * `node scripts/run.mjs scripts/record-corpus.ts`: records what a desk and a hub of this protocol version really say to one another, for
 * every later version to read (`contract/hub-protocol/corpus`). What has been recorded is never recorded again: only messages that are new
 * are added to it.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { PROTOCOL_VERSION } from '../contract/hub-protocol/version.ts';
import { DAY_MS } from '../domain/kernel/units.ts';
import { filing } from '../domain/cases/testing/filing.ts';
import { makeEnrolmentCode } from '../hub/services/enrol.ts';
import { openAttackedHub } from '../hub/testing/attacked-hub.ts';

const folder = join(import.meta.dirname, '../contract/hub-protocol/corpus', String(PROTOCOL_VERSION));
mkdirSync(folder, { recursive: true });
const recorded = new Set(readdirSync(folder).map((file) => file.split('.')[0]));
const counts = new Map<string, number>();
function keep(message: string, body: unknown): void {
  const count = (counts.get(message) ?? 0) + 1;
  counts.set(message, count);
  if (recorded.has(message)) return;
  writeFileSync(join(folder, `${message}.${count}.json`), `${JSON.stringify(body, null, 2)}\n`);
}

const hub = await openAttackedHub();
const { deps, mine, send } = hub;
/** Says something and keeps both what was said and what was answered. */
async function say(path: string, request: string, body: object, response: string): Promise<Record<string, unknown>> {
  const said = { protocolVersion: PROTOCOL_VERSION, ...body };
  const { status, text } = await send({ path, body: said });
  const answer = JSON.parse(text) as Record<string, unknown>;
  keep(request, said);
  keep(status === 200 ? response : 'hubRefusal', answer);
  return answer;
}

const key = Buffer.alloc(32, 7).toString('base64');
const { code } = await makeEnrolmentCode(deps, { name: '一号店', scope: ['store-1'] });
await say('/v1/enrol', 'enrolRequest', { code, deskName: '一号店', signingKey: key, sealingKey: key }, 'enrolResponse');
await say('/v1/enrol', 'enrolRequest', { code, deskName: '一号店', signingKey: key, sealingKey: key }, 'enrolResponse');
await say('/v1/sign-in', 'signInRequest', { login: 'clerk1', password: 'attacked-hub-2026' }, 'signInResponse');
await say('/v1/sign-in', 'signInRequest', { login: 'clerk1', password: 'not the password' }, 'signInResponse');

const now = Date.now();
const about = { contactId: 'contact-1', partyId: 'party-1' };
const acknowledgement = filing().acknowledgement;
const complete = filing({
  noticeAt: now,
  readBackAt: now,
  acknowledgement: acknowledgement === null ? null : { ...acknowledgement, at: now },
  materials: [{ materialId: 'id_card', state: 'verified', evidenceId: 'evidence-1' }],
});
const start = {
  contactId: 'contact-1',
  channel: 'walk_in',
  direction: 'inbound',
  cli: null,
  waitedSeconds: null,
  callbackId: null,
};
const session = { sessionId: 'session-1', orderNo: null, subject: 'self', purpose: 'cancellation' };
const seen = [{ element: 'id_card_original', result: 'match', evidenceId: 'evidence-1' }];
const commands = [
  ['contact/contact-1', 'StartContact', start],
  ['contact/contact-1', 'StartVerification', { ...about, ...session }],
  ['contact/contact-1', 'RecordElements', { ...about, checks: seen }],
  ['case/case-1', 'FileCancellation', complete],
  ['case/case-2', 'FileCancellation', { ...complete, caseId: 'case-2' }],
  ['case/case-2', 'AddCaseNote', { caseId: 'case-2', noteId: 'note-1', text: '顾客说店面已转让', corrects: null }],
  ['contact/contact-9', 'DanceWithCaller', { contactId: 'contact-9' }],
].map(([stream, type, payload], index) => ({
  seq: index + 1,
  commandId: uuidv7(),
  stream,
  type,
  payload,
  capturedAt: now,
  grant: mine.grant,
}));
const evidence = [
  {
    evidenceId: 'evidence-1',
    sha256: 'a'.repeat(64),
    sizeBytes: 48_213,
    mediaType: 'image/png',
    capturedAt: now,
    capturedBy: 'clerk1',
  },
];
const push = { epoch: mine.epoch, deskTime: now, commands, evidence };
await say('/v1/push', 'pushRequest', push, 'pushResponse');
await say('/v1/push', 'pushRequest', push, 'pushResponse');
await say(
  '/v1/push',
  'pushRequest',
  { ...push, commands: commands.map((each) => ({ ...each, commandId: uuidv7(), seq: each.seq + 90 })) },
  'pushResponse',
);
await say(
  '/v1/outcomes',
  'outcomesRequest',
  { commandIds: commands.map(({ commandId }) => commandId) },
  'pushResponse',
);
await say('/v1/evidence', 'evidenceRequest', { evidenceIds: ['evidence-1', 'evidence-none'] }, 'evidenceResponse');
const { cursor } = await say('/v1/pull', 'pullRequest', { cursor: null, limit: 500 }, 'pullResponse');
await say('/v1/pull', 'pullRequest', { cursor, limit: 500 }, 'pullResponse');
await say('/v1/streams', 'streamsRequest', { streams: ['case/case-1', 'party/party-1'] }, 'streamsResponse');
const supervisor = await hub.grantOf('supervisor');
const order = await deps.store.transaction((tx) => tx.facts.order('TA0001'));
const party = await deps.store.transaction((tx) => tx.facts.party('party-1'));
await say(
  '/v1/orders',
  'ordersRequest',
  { grant: supervisor, orders: [{ order: { ...order, observedAt: now }, party }] },
  'ordersResponse',
);
await say('/v1/presence', 'presenceRequest', { caseId: 'case-1', grant: supervisor }, 'presence');
await say('/v1/presence', 'presenceRequest', { caseId: 'case-1', grant: mine.grant }, 'presence');
const schemaVersion = 30;
while (deps.readyFiles?.ask({ days: null, schemaVersion }).state === 'building') await wait(50);
await say('/v1/bootstrap', 'bootstrapRequest', { schemaVersion }, 'bootstrapResponse');
await say('/v1/bootstrap', 'bootstrapRequest', { schemaVersion: 9_990 }, 'bootstrapResponse');
const searched = [{ kind: 'order_no', value: 'TA0001' }];
await say('/v1/search', 'searchRequest', { grant: mine.grant, keys: searched, limit: 10 }, 'searchResponse');
await say('/v1/open-order', 'openOrderRequest', { grant: mine.grant, orderNo: 'TA0001' }, 'openOrderResponse');
const desk = await deps.store.desk(mine.deskId);
if (desk === null) throw new Error('the desk has signed, and is not known');
await deps.store.putDesk({ ...desk, mayBringUntil: now + DAY_MS });
const alone = { userId: uuidv7(), roles: ['clerk'], branchId: 'store-9' };
const noted = { noteId: uuidv7(), text: '独立运行时的记录', corrects: null };
const brought = [
  ['ContactStarted', { channel: 'walk_in', direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null }],
  ['NoteAdded', noted],
].map(([type, data], index) => ({
  eventId: uuidv7(),
  stream: 'contact/brought-1',
  version: index + 1,
  type,
  data,
  commandId: uuidv7(),
  actor: { ...alone, deskId: uuidv7() },
  capturedAt: now - DAY_MS,
  acceptedAt: now - DAY_MS,
}));
const unread = { ...brought[0], eventId: uuidv7(), stream: 'contact/brought-2', type: 'ContactDanced' };
const people = [{ ...alone, login: 'clerk9', displayName: '演示店员九' }];
const history = {
  samePeople: false,
  people,
  orders: [{ order: { ...order, partyId: 'party-9' }, party: { ...party, partyId: 'party-9' } }],
  evidence,
};
await say('/v1/history', 'historyRequest', { ...history, events: [...brought, unread] }, 'historyResponse');
keep('poke', { pull: true });
await hub.close();
console.log([...counts].map(([message, count]) => `${message} ${count}`).join('\n'));
