/** The bytes of files in evidence, on SQLite. */
import type { WritableDb } from '../../../db/open/database.ts';
import type { EvidenceBytes } from '../store.ts';
import { toEvidence } from './rows.ts';
import type { EvidenceRow } from './rows.ts';
import { LISTED, MAY_HOLD } from './schema.ts';

const SELECT = `SELECT e.evidence_id AS evidenceId, e.sha256, e.size_bytes AS sizeBytes, e.stored_bytes AS storedBytes,
  e.is_whole AS isWhole FROM evidence AS e`;

/** `inTurn` runs what writes behind whatever is being written. */
export function evidenceOn(db: WritableDb, inTurn: <T>(work: () => Promise<T>) => Promise<T>): EvidenceBytes {
  return {
    async namedEvidence(deskId, evidenceIds) {
      const sql = `${SELECT} JOIN evidence_named AS n ON n.evidence_id = e.evidence_id AND n.desk_id = ? WHERE e.evidence_id IN ${LISTED}`;
      return db.all<EvidenceRow>(sql, deskId, JSON.stringify(evidenceIds)).map(toEvidence);
    },
    addEvidencePart: (evidenceId, from, bytes) =>
      inTurn(async () => {
        const moved = db.run(
          'UPDATE evidence SET stored_bytes = stored_bytes + ? WHERE evidence_id = ? AND stored_bytes = ? AND is_whole = 0',
          bytes.length,
          evidenceId,
          from,
        );
        if (moved === 1) {
          db.run('INSERT INTO evidence_part (evidence_id, from_byte, body) VALUES (?, ?, ?)', evidenceId, from, bytes);
        }
        const row = db.get<EvidenceRow>(`${SELECT} WHERE e.evidence_id = ?`, evidenceId);
        if (row === undefined) throw new Error('a part of a file that nobody has named');
        return toEvidence(row);
      }),
    settleEvidence: (evidenceId, isWhole) =>
      inTurn(async () => {
        if (isWhole) {
          db.run('UPDATE evidence SET is_whole = 1 WHERE evidence_id = ?', evidenceId);
          return;
        }
        db.run('DELETE FROM evidence_part WHERE evidence_id = ?', evidenceId);
        db.run('UPDATE evidence SET stored_bytes = 0 WHERE evidence_id = ? AND is_whole = 0', evidenceId);
      }),
    async heldEvidence(deskId, evidenceId) {
      const sql = `${SELECT} WHERE e.evidence_id = ? AND EXISTS (
        SELECT 1 FROM evidence_on AS o JOIN stream AS s ON s.stream = o.stream JOIN desk AS d ON d.desk_id = ?
        WHERE o.evidence_id = e.evidence_id AND ${MAY_HOLD})`;
      const row = db.get<EvidenceRow>(sql, evidenceId, deskId);
      return row === undefined ? null : toEvidence(row);
    },
    async *readEvidence(evidenceId, from) {
      for (let at = from; ;) {
        const sql = `SELECT from_byte AS fromByte, body FROM evidence_part WHERE evidence_id = ? AND from_byte <= ?
          ORDER BY from_byte DESC LIMIT 1`;
        const part = db.get<{ readonly fromByte: number; readonly body: Uint8Array }>(sql, evidenceId, at);
        const rest = part?.body.subarray(at - part.fromByte) ?? new Uint8Array();
        if (rest.length === 0) return;
        yield rest;
        at += rest.length;
      }
    },
  };
}
