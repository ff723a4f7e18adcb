/** A unit of work on SQLite. It holds the file's one write lock from its start, so nothing of it is held once more. */
import type { WritableDb } from '../../../db/open/database.ts';
import { CALLBACK_SLOT_MS } from '../../../domain/callbacks/slots.ts';
import { parseStreamId } from '../../../domain/kernel/stream.ts';
import type { StreamId } from '../../../domain/kernel/stream.ts';
import type { Order, PartyRecord } from '../../../domain/orders/order.ts';
import { NO_STANDING } from '../../commands/standing.ts';
import type { HubEvent, HubTransaction, StoredCommand } from '../store.ts';
import { DESK_SELECT, toDesk, toStanding, toUser, USER_SELECT } from './rows.ts';
import type { DeskRow, StreamRow, UserRow } from './rows.ts';
import { LISTED } from './schema.ts';
import { write } from './write.ts';

interface Body {
  readonly body: string;
}

const bodyOf = ({ body }: Body): unknown => JSON.parse(body);

export function transactionOn(db: WritableDb): HubTransaction {
  const eventsWhere = (where: string, names: readonly string[]): HubEvent[] =>
    db
      .all<Body>(`SELECT body FROM event WHERE ${where} IN ${LISTED} ORDER BY position`, JSON.stringify(names))
      .map((row) => bodyOf(row) as HubEvent);
  const reference = (kind: string, key: string): unknown => {
    const row = db.get<Body>('SELECT body FROM reference WHERE kind = ? AND key = ?', kind, key);
    return row === undefined ? null : bodyOf(row);
  };
  const streamsWhere = (sql: string, ...params: readonly string[]): Set<StreamId> =>
    new Set(db.all<{ readonly stream: StreamId }>(sql, ...params).map(({ stream }) => stream));

  return {
    async holdDesk(deskId) {
      const row = db.get<DeskRow>(`${DESK_SELECT} WHERE desk_id = ?`, deskId);
      return row === undefined ? null : toDesk(row);
    },
    async commands(commandIds) {
      const sql = `SELECT body FROM command WHERE command_id IN ${LISTED}`;
      const found = db.all<Body>(sql, JSON.stringify(commandIds)).map((row) => bodyOf(row) as StoredCommand);
      return new Map(found.map((command) => [command.commandId, command]));
    },
    eventsOfCommands: async (commandIds) =>
      Map.groupBy(eventsWhere('command_id', commandIds), ({ commandId }) => commandId),
    async holdStreams(streams) {
      const sql = `SELECT stream, version, branch_id AS branchId, owner_user_id AS ownerUserId, waits_for AS waitsFor, slot_start AS slotStart, lapses_at AS lapsesAt, claims FROM stream
        WHERE stream IN ${LISTED}`;
      const known = new Map(
        db.all<StreamRow>(sql, JSON.stringify(streams)).map((row) => [row.stream, toStanding(row)]),
      );
      return new Map(streams.map((stream) => [stream, known.get(stream) ?? NO_STANDING]));
    },
    events: async (streams) => Map.groupBy(eventsWhere('stream', streams), ({ stream }) => stream),
    parkedStreams: async (streams) =>
      streamsWhere(
        `SELECT stream FROM command WHERE result = 'parked' AND stream IN ${LISTED}`,
        JSON.stringify(streams),
      ),
    pinnedStreams: async (deskId, streams) =>
      streamsWhere(`SELECT stream FROM pin WHERE desk_id = ? AND stream IN ${LISTED}`, deskId, JSON.stringify(streams)),
    async keptOn(caseIds) {
      const sql = `SELECT case_id AS caseId, on_stream AS onStream FROM kept_on WHERE case_id IN ${LISTED}`;
      const rows = db.all<{ readonly caseId: string; readonly onStream: StreamId }>(sql, JSON.stringify(caseIds));
      return new Map(rows.map(({ caseId, onStream }) => [caseId, onStream]));
    },
    async users(userIds) {
      const rows = db.all<UserRow>(`${USER_SELECT} WHERE user_id IN ${LISTED}`, JSON.stringify(userIds));
      return new Map(rows.map((row) => [row.userId, toUser(row)]));
    },
    facts: {
      order: async (orderNo) => (reference('order', orderNo) as { readonly order: Order } | null)?.order ?? null,
      party: async (partyId) => reference('party', partyId) as PartyRecord | null,
      async openCaseOfOrder(orderNo) {
        const sql = `SELECT held.stream, code.key AS caseCode FROM claim AS held
          LEFT JOIN claim AS code ON code.kind = 'case_code' AND code.stream = held.stream
          WHERE held.kind = 'open_case' AND held.key = ?`;
        const row = db.get<{ readonly stream: StreamId; readonly caseCode: string | null }>(sql, orderNo);
        return row === undefined ? null : { caseId: parseStreamId(row.stream).id, caseCode: row.caseCode ?? '' };
      },
      async user(userId) {
        const row = db.get<UserRow>(`${USER_SELECT} WHERE user_id = ?`, userId);
        if (row === undefined) return null;
        const { roles, branchId, disabledAt } = toUser(row);
        return { userId, roles, branchId, active: disabledAt === null };
      },
      evidence: async (evidenceId) =>
        db.get('SELECT evidence_id AS evidenceId, sha256 FROM evidence WHERE evidence_id = ?', evidenceId) ?? null,
      async callbacksInSlot(at) {
        const start = Math.floor(at / CALLBACK_SLOT_MS) * CALLBACK_SLOT_MS;
        const sql = 'SELECT count(*) AS count FROM stream WHERE slot_start >= ? AND slot_start < ?';
        return db.get<{ readonly count: number }>(sql, start, start + CALLBACK_SLOT_MS)?.count ?? 0;
      },
    },
    write: async (writes) => write(db, writes),
    async putEvidence(deskId, entries) {
      for (const entry of entries) {
        const { evidenceId, sha256, sizeBytes } = entry;
        db.run(
          'INSERT OR IGNORE INTO evidence (evidence_id, sha256, size_bytes, body) VALUES (?, ?, ?, ?)',
          evidenceId,
          sha256,
          sizeBytes,
          JSON.stringify(entry),
        );
        db.run(
          `INSERT OR IGNORE INTO evidence_named (evidence_id, desk_id)
           SELECT evidence_id, ? FROM evidence WHERE evidence_id = ? AND sha256 = ?`,
          deskId,
          evidenceId,
          sha256,
        );
      }
    },
  };
}
