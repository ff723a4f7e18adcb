/** The bytes of files in evidence, on PostgreSQL: sealed parts, each of which opens only in its place. */
import type pg from 'pg';
import type { Sealer } from '../../keys/sealer.ts';
import type { EvidenceBytes, EvidenceStanding } from '../store.ts';
import { MAY_HOLD } from './may-hold.ts';

interface EvidenceRow {
  readonly evidence_id: string;
  readonly sha256: string;
  readonly size_bytes: string;
  readonly stored_bytes: string;
  readonly is_whole: boolean;
}

const COLUMNS = 'e.evidence_id, e.sha256, e.size_bytes, e.stored_bytes, e.is_whole';

export function evidenceOn(pool: pg.Pool, sealer: Sealer): EvidenceBytes {
  const place = (evidenceId: string, from: number | string): string => `${evidenceId}/${from}`;
  return {
    async namedEvidence(deskId, evidenceIds) {
      const { rows } = await pool.query<EvidenceRow>(
        `SELECT ${COLUMNS} FROM evidence e JOIN evidence_named n ON n.evidence_id = e.evidence_id AND n.desk_id = $1
         WHERE e.evidence_id = ANY ($2)`,
        [deskId, evidenceIds],
      );
      return rows.map(toStanding);
    },
    async addEvidencePart(evidenceId, from, bytes) {
      // Of two that send the same part one moves the file on; the other one finds it further on.
      const { rows } = await pool.query<EvidenceRow>(
        `WITH moved AS (
           UPDATE evidence e SET stored_bytes = stored_bytes + $3
           WHERE e.evidence_id = $1 AND e.stored_bytes = $2 AND NOT e.is_whole RETURNING ${COLUMNS}
         ), kept AS (
           INSERT INTO evidence_part (evidence_id, from_byte, body) SELECT evidence_id, $2, $4 FROM moved
         )
         SELECT * FROM moved`,
        [evidenceId, from, bytes.length, sealer.sealBytes(bytes, place(evidenceId, from))],
      );
      if (rows[0] !== undefined) return toStanding(rows[0]);
      const stands = await pool.query<EvidenceRow>(`SELECT ${COLUMNS} FROM evidence e WHERE evidence_id = $1`, [
        evidenceId,
      ]);
      if (stands.rows[0] === undefined) throw new Error('a part of a file that nobody has named');
      return toStanding(stands.rows[0]);
    },
    async settleEvidence(evidenceId, isWhole) {
      if (isWhole) {
        await pool.query('UPDATE evidence SET is_whole = true WHERE evidence_id = $1', [evidenceId]);
        return;
      }
      await pool.query(
        `WITH gone AS (DELETE FROM evidence_part WHERE evidence_id = $1)
         UPDATE evidence SET stored_bytes = 0 WHERE evidence_id = $1 AND NOT is_whole`,
        [evidenceId],
      );
    },
    async heldEvidence(deskId, evidenceId) {
      const { rows } = await pool.query<EvidenceRow>(
        `SELECT ${COLUMNS} FROM evidence e WHERE e.evidence_id = $2 AND EXISTS (
           SELECT 1 FROM evidence_on o JOIN stream s ON s.stream = o.stream JOIN desk d ON d.desk_id = $1
           WHERE o.evidence_id = e.evidence_id AND ${MAY_HOLD})`,
        [deskId, evidenceId],
      );
      return rows[0] === undefined ? null : toStanding(rows[0]);
    },
    async *readEvidence(evidenceId, from) {
      for (let at = from; ;) {
        const { rows } = await pool.query<{ readonly from_byte: string; readonly body: Buffer }>(
          `SELECT from_byte, body FROM evidence_part WHERE evidence_id = $1 AND from_byte <= $2
           ORDER BY from_byte DESC LIMIT 1`,
          [evidenceId, at],
        );
        const [part] = rows;
        if (part === undefined) return;
        const bytes = sealer.openBytes(part.body, place(evidenceId, part.from_byte));
        const rest = bytes.subarray(at - Number(part.from_byte));
        if (rest.length === 0) return;
        yield rest;
        at += rest.length;
      }
    },
  };
}

function toStanding(row: EvidenceRow): EvidenceStanding {
  return {
    evidenceId: row.evidence_id,
    sha256: row.sha256,
    sizeBytes: Number(row.size_bytes),
    storedBytes: Number(row.stored_bytes),
    isWhole: row.is_whole,
  };
}
