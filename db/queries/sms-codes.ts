/** One-time codes that were sent: the last of each contact, as a hash. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';

export interface SmsCode {
  readonly contactId: string;
  readonly partyId: string;
  readonly codeHash: string;
  readonly sentAt: UtcMs;
  readonly expiresAt: UtcMs;
  /** How many codes this contact has asked for, this one included. */
  readonly sentCount: number;
  /** How many codes were compared with it and were not it. */
  readonly wrongTries: number;
  /** When it was given back; a code works once. */
  readonly usedAt: UtcMs | null;
}

const CODE_SELECT = `SELECT contact_id AS contactId, party_id AS partyId, code_hash AS codeHash, sent_at AS sentAt,
  expires_at AS expiresAt, sent_count AS sentCount, wrong_tries AS wrongTries, used_at AS usedAt FROM sms_code`;

export function getSmsCode(db: ReadableDb, contactId: string): SmsCode | null {
  return db.get<SmsCode>(`${CODE_SELECT} WHERE contact_id = ?`, contactId) ?? null;
}

/** When a party was last sent a code, in whatever contact; null where it never was. */
export function lastCodeSentTo(db: ReadableDb, partyId: string): UtcMs | null {
  const row = db.get<{ sentAt: UtcMs | null }>(
    'SELECT max(sent_at) AS sentAt FROM sms_code WHERE party_id = ?',
    partyId,
  );
  return row?.sentAt ?? null;
}

/** Puts a code in the place of the one its contact had. */
export function saveSmsCode(db: WritableDb, code: SmsCode): void {
  db.run(
    `INSERT INTO sms_code (contact_id, party_id, code_hash, sent_at, expires_at, sent_count, wrong_tries, used_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (contact_id) DO UPDATE SET
       party_id = excluded.party_id, code_hash = excluded.code_hash, sent_at = excluded.sent_at,
       expires_at = excluded.expires_at, sent_count = excluded.sent_count, wrong_tries = excluded.wrong_tries,
       used_at = excluded.used_at`,
    code.contactId,
    code.partyId,
    code.codeHash,
    code.sentAt,
    code.expiresAt,
    code.sentCount,
    code.wrongTries,
    code.usedAt,
  );
}

export function deleteSmsCode(db: WritableDb, contactId: string): void {
  db.run('DELETE FROM sms_code WHERE contact_id = ?', contactId);
}
