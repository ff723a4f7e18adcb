/** Writes a unit of work: one statement for each table that it touches, whatever the number of commands. */
import type pg from 'pg';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import type { Sealer } from '../../keys/sealer.ts';
import { attachmentsIn, StoreConflict } from '../store.ts';
import type { Attachment, HubEvent, HubWrites, StoredCommand, StreamStanding } from '../store.ts';

export async function write(client: pg.ClientBase, sealer: Sealer, writes: HubWrites): Promise<void> {
  if (writes.desk !== null) {
    await client.query('UPDATE desk SET next_seq = $2 WHERE desk_id = $1', [writes.desk.deskId, writes.desk.nextSeq]);
  }
  await writeStandings(client, writes.standings);
  await writeEvents(client, sealer, writes.events);
  if (writes.desk !== null) await linkEvidence(client, writes.desk.deskId, attachmentsIn(writes.events));
  await writeCommands(client, sealer, writes.commands);
  if (writes.kept.length > 0) {
    await client.query(
      `INSERT INTO kept_on (case_id, on_stream) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
      [writes.kept.map(({ caseId }) => caseId), writes.kept.map(({ onStream }) => onStream)],
    );
  }
  if (writes.desk !== null && writes.pins.length > 0) {
    await client.query(
      'INSERT INTO pin (desk_id, stream) SELECT $1, name FROM unnest($2::text[]) AS name ON CONFLICT DO NOTHING',
      [writes.desk.deskId, writes.pins],
    );
  }
}

/** The streams are held, so nobody else changes them; what they claim may be claimed by another one, which the key sees. */
async function writeStandings(client: pg.ClientBase, standings: ReadonlyMap<StreamId, StreamStanding>): Promise<void> {
  if (standings.size === 0) return;
  const streams = [...standings.keys()];
  const states = [...standings.values()];
  await client.query(
    `UPDATE stream SET version = new.version, branch_id = new.branch_id, slot_start = new.slot_start, lapses_at = new.lapses_at,
       claims = new.claims, owner_user_id = new.owner_user_id,
       waits_for = ARRAY(SELECT jsonb_array_elements_text(new.waits_for))
     FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::bigint[], $6::jsonb[], $7::text[], $8::jsonb[])
       AS new (stream, version, branch_id, slot_start, lapses_at, claims, owner_user_id, waits_for)
     WHERE stream.stream = new.stream`,
    [
      streams,
      states.map(({ version }) => version),
      states.map(({ branchId }) => branchId),
      states.map(({ slotStart }) => slotStart),
      states.map(({ lapsesAt }) => lapsesAt),
      states.map(({ claims }) => JSON.stringify(claims)),
      states.map(({ ownerUserId }) => ownerUserId),
      states.map(({ waitsFor }) => JSON.stringify(waitsFor)),
    ],
  );
  const cases = streams.filter((stream) => stream.startsWith('case/'));
  if (cases.length === 0) return;
  await pinForConcerned(client, cases);
  const before = await client.query<{ kind: string; key: string }>(
    'DELETE FROM claim WHERE stream = ANY ($1) RETURNING kind, key',
    [cases],
  );
  const claims = cases.flatMap((stream) =>
    (standings.get(stream)?.claims ?? []).map(({ kind, key }) => ({ kind, key, stream })),
  );
  await client.query('INSERT INTO claim (kind, key, stream) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])', [
    claims.map(({ kind }) => kind),
    claims.map(({ key }) => key),
    claims.map(({ stream }) => stream),
  ]);
  const had = new Set(before.rows.filter(({ kind }) => kind === 'open_case').map(({ key }) => key));
  const opened = claims.filter(({ kind, key }) => kind === 'open_case' && !had.has(key)).map(({ key }) => key);
  if (opened.length > 0) await tellAgain(client, opened);
}

/** What came into a queue is held from now on by the desks of its roles, and a case by the desks of its owner. */
async function pinForConcerned(client: pg.ClientBase, cases: readonly StreamId[]): Promise<void> {
  await client.query(
    `INSERT INTO pin (desk_id, stream)
     SELECT d.desk_id, s.stream FROM stream s JOIN desk d ON d.roles && s.waits_for WHERE s.stream = ANY ($1)
     UNION SELECT p.desk_id, s.stream FROM stream s JOIN desk_person p ON p.user_id = s.owner_user_id WHERE s.stream = ANY ($1)
     ON CONFLICT DO NOTHING`,
    [cases],
  );
}

/** An order that gets an open case may be older than some desks' window: it is new to whoever did not hold it. */
async function tellAgain(client: pg.ClientBase, orderNos: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE reference SET xid = DEFAULT, position = DEFAULT WHERE kind = 'order' AND key = ANY ($1)
       AND EXISTS (SELECT 1 FROM desk WHERE days IS NOT NULL)`,
    [orderNos],
  );
}

async function writeEvents(client: pg.ClientBase, sealer: Sealer, events: readonly HubEvent[]): Promise<void> {
  if (events.length === 0) return;
  await client.query(
    `INSERT INTO event (stream, version, event_id, type, data, command_id, actor, captured_at, accepted_at, clock_skew_ms)
     SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::jsonb[],
       $8::bigint[], $9::bigint[], $10::bigint[])`,
    [
      events.map(({ stream }) => stream),
      events.map(({ version }) => version),
      events.map(({ eventId }) => eventId),
      events.map(({ type }) => type),
      events.map(({ data }) => sealer.seal(data)),
      events.map(({ commandId }) => commandId),
      events.map(({ actor }) => JSON.stringify(actor)),
      events.map(({ capturedAt }) => capturedAt),
      events.map(({ acceptedAt }) => acceptedAt),
      events.map(({ clockSkewMs }) => clockSkewMs ?? null),
    ],
  );
}

/** A file is shown by who named it: another desk that knows its id makes nothing visible by that. */
async function linkEvidence(client: pg.ClientBase, deskId: string, attached: readonly Attachment[]): Promise<void> {
  if (attached.length === 0) return;
  await client.query(
    `INSERT INTO evidence_on (evidence_id, stream)
     SELECT evidence.evidence_id, new.stream FROM unnest($2::text[], $3::text[]) AS new (evidence_id, stream)
     JOIN evidence_named AS evidence ON evidence.evidence_id = new.evidence_id AND evidence.desk_id = $1
     ON CONFLICT DO NOTHING`,
    [deskId, attached.map(({ evidenceId }) => evidenceId), attached.map(({ stream }) => stream)],
  );
}

/** A parked command that is judged again keeps its place, and is given its outcome. */
async function writeCommands(client: pg.ClientBase, sealer: Sealer, commands: readonly StoredCommand[]): Promise<void> {
  if (commands.length === 0) return;
  const written = await client.query(
    `INSERT INTO command (command_id, desk_id, epoch, seq, stream, type, payload, user_id, captured_at, accepted_at,
       result, outcome)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bytea[],
       $8::text[], $9::bigint[], $10::bigint[], $11::text[], $12::jsonb[])
     ON CONFLICT (command_id) DO UPDATE SET
       user_id = excluded.user_id, accepted_at = excluded.accepted_at, result = excluded.result, outcome = excluded.outcome
     WHERE command.result = 'parked'`,
    [
      commands.map(({ commandId }) => commandId),
      commands.map(({ deskId }) => deskId),
      commands.map(({ epoch }) => epoch),
      commands.map(({ seq }) => seq),
      commands.map(({ stream }) => stream),
      commands.map(({ type }) => type),
      commands.map(({ payload }) => sealer.seal(payload)),
      commands.map(({ userId }) => userId),
      commands.map(({ capturedAt }) => capturedAt),
      commands.map(({ acceptedAt }) => acceptedAt),
      commands.map(({ outcome }) => outcome.result),
      commands.map(({ outcome }) => JSON.stringify(outcome)),
    ],
  );
  if (written.rowCount !== commands.length) throw new StoreConflict('command');
}
