/** A unit of work on PostgreSQL: everything is asked for in sets, so that a hundred commands cost hardly more rounds than one. */
import type pg from 'pg';
import { CALLBACK_SLOT_MS } from '../../../domain/callbacks/slots.ts';
import { parseStreamId } from '../../../domain/kernel/stream.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import type { Order, PartyRecord } from '../../../domain/orders/order.ts';
import type { Sealer } from '../../keys/sealer.ts';
import type { HubTransaction } from '../store.ts';
import { EVENT_COLUMNS, toCommand, toDesk, toEvent, toStanding, toUser } from './rows.ts';
import type { AccountRow, CommandRow, DeskRow, EventRow, StreamRow } from './rows.ts';
import { write } from './write.ts';

const NONE = Promise.resolve(new Map<never, never>());

export function transactionOn(client: pg.ClientBase, sealer: Sealer): HubTransaction {
  const all = async <Row extends pg.QueryResultRow>(sql: string, ...values: unknown[]): Promise<Row[]> =>
    (await client.query<Row>(sql, values)).rows;
  const one = async <Row extends pg.QueryResultRow>(sql: string, ...values: unknown[]): Promise<Row | null> =>
    (await all<Row>(sql, ...values))[0] ?? null;
  const reference = async (kind: string, key: string): Promise<unknown> => {
    const row = await one<{ body: Buffer | null }>(
      'SELECT body FROM reference WHERE kind = $1 AND key = $2',
      kind,
      key,
    );
    return row?.body == null ? null : sealer.open(row.body);
  };

  return {
    async holdDesk(deskId) {
      const row = await one<DeskRow>('SELECT * FROM desk WHERE desk_id = $1 FOR UPDATE', deskId);
      return row === null ? null : toDesk(row);
    },
    async commands(commandIds) {
      const rows = await all<CommandRow>('SELECT * FROM command WHERE command_id = ANY ($1)', commandIds);
      return new Map(rows.map((row) => [row.command_id, toCommand(row, sealer)]));
    },
    async eventsOfCommands(commandIds) {
      const rows = await all<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event e WHERE command_id = ANY ($1) ORDER BY position`,
        commandIds,
      );
      return Map.groupBy(
        rows.map((row) => toEvent(row, sealer)),
        ({ commandId }) => commandId,
      );
    },
    async holdStreams(streams) {
      const sorted = streams.toSorted();
      await client.query(
        'INSERT INTO stream (stream, version) SELECT name, 0 FROM unnest($1::text[]) AS name ON CONFLICT DO NOTHING',
        [sorted],
      );
      const rows = await all<StreamRow>(
        `SELECT stream, version, branch_id, owner_user_id, waits_for, slot_start, lapses_at, claims FROM stream
         WHERE stream = ANY ($1) ORDER BY stream FOR UPDATE`,
        sorted,
      );
      return new Map(rows.map((row) => [row.stream, toStanding(row)]));
    },
    async events(streams) {
      const rows = await all<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event e WHERE stream = ANY ($1) ORDER BY stream, version`,
        streams,
      );
      return Map.groupBy(
        rows.map((row) => toEvent(row, sealer)),
        ({ stream }) => stream,
      );
    },
    async parkedStreams(streams) {
      const rows = await all<{ stream: string }>(
        `SELECT DISTINCT stream FROM command WHERE result = 'parked' AND stream = ANY ($1)`,
        streams,
      );
      return new Set(rows.map(({ stream }) => stream));
    },
    async pinnedStreams(deskId, streams) {
      const rows = await all<{ stream: StreamId }>(
        'SELECT stream FROM pin WHERE desk_id = $1 AND stream = ANY ($2)',
        deskId,
        streams,
      );
      return new Set(rows.map(({ stream }) => stream));
    },
    async keptOn(caseIds) {
      if (caseIds.length === 0) return NONE;
      const rows = await all<{ case_id: string; on_stream: StreamId }>(
        'SELECT case_id, on_stream FROM kept_on WHERE case_id = ANY ($1)',
        caseIds,
      );
      return new Map(rows.map((row) => [row.case_id, row.on_stream]));
    },
    async users(userIds) {
      if (userIds.length === 0) return NONE;
      const rows = await all<AccountRow>('SELECT * FROM account WHERE user_id = ANY ($1)', userIds);
      return new Map(rows.map((row) => [row.user_id, toUser(row)]));
    },
    facts: {
      order: async (orderNo) => ((await reference('order', orderNo)) as { order: Order } | null)?.order ?? null,
      party: async (partyId) => (await reference('party', partyId)) as PartyRecord | null,
      async openCaseOfOrder(orderNo) {
        const row = await one<StreamRow>(
          `SELECT s.stream, s.claims FROM claim c JOIN stream s ON s.stream = c.stream
           WHERE c.kind = 'open_case' AND c.key = $1`,
          orderNo,
        );
        if (row === null) return null;
        const code = row.claims.find(({ kind }) => kind === 'case_code');
        return { caseId: parseStreamId(row.stream).id, caseCode: code?.key ?? '' };
      },
      async user(userId) {
        const row = await one<AccountRow>('SELECT * FROM account WHERE user_id = $1', userId);
        if (row === null) return null;
        return { userId, roles: row.roles, branchId: row.branch_id, active: row.disabled_at === null };
      },
      evidence: (evidenceId) =>
        one('SELECT evidence_id AS "evidenceId", sha256 FROM evidence WHERE evidence_id = $1', evidenceId),
      async callbacksInSlot(at) {
        const start = Math.floor(at / CALLBACK_SLOT_MS) * CALLBACK_SLOT_MS;
        const row = await one<{ count: string }>(
          'SELECT count(*) AS count FROM stream WHERE slot_start >= $1 AND slot_start < $2',
          start,
          start + CALLBACK_SLOT_MS,
        );
        return Number(row?.count ?? 0);
      },
    },
    write: (writes) => write(client, sealer, writes),
    async putEvidence(deskId, entries) {
      if (entries.length === 0) return;
      await client.query(
        `INSERT INTO evidence (evidence_id, sha256, size_bytes, media_type, captured_at, captured_by)
         SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[])
         ON CONFLICT (evidence_id) DO NOTHING`,
        [
          entries.map(({ evidenceId }) => evidenceId),
          entries.map(({ sha256 }) => sha256),
          entries.map(({ sizeBytes }) => sizeBytes),
          entries.map(({ mediaType }) => mediaType),
          entries.map(({ capturedAt }) => capturedAt),
          entries.map(({ capturedBy }) => capturedBy),
        ],
      );
      await client.query(
        `INSERT INTO evidence_named (evidence_id, desk_id)
         SELECT e.evidence_id, $1 FROM unnest($2::text[], $3::text[]) AS said (evidence_id, sha256)
         JOIN evidence e ON e.evidence_id = said.evidence_id AND e.sha256 = said.sha256
         ON CONFLICT DO NOTHING`,
        [deskId, entries.map(({ evidenceId }) => evidenceId), entries.map(({ sha256 }) => sha256)],
      );
    },
  };
}
