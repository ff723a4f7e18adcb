import type { z } from 'zod';
import type { AuditEntry as AuditEntryView, auditContract } from '../../contract/desk-api/people.ts';
import { countAudit, listAudit, verifyAuditChain } from '../../db/queries/audit.ts';
import type { AuditFilter } from '../../db/queries/audit.ts';
import { verifyEvidenceChain } from '../../db/queries/evidence.ts';
import type { ReadableDb } from '../../db/open/database.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { DeskDeps } from '../deps.ts';
import { userRefOf } from './users.ts';

const PAGE = 100;

interface AuditPage {
  readonly entries: AuditEntryView[];
  readonly total: number;
  readonly next: string | null;
}

/** A page of the audit log, newest first. Refuses `invalid_input` for a cursor that no page gave. */
export function auditPage({ db }: Pick<DeskDeps, 'db'>, filter: AuditFilter, cursor: string | null): Result<AuditPage> {
  if (cursor !== null && !/^\d{1,15}$/u.test(cursor))
    return refuse('invalid_input', { path: 'cursor', code: 'format' });
  const before = cursor === null ? null : Number(cursor);
  const found = listAudit(db, { filter, before, limit: PAGE + 1 });
  const shown = found.slice(0, PAGE);
  const last = found.length > PAGE ? shown.at(-1) : undefined;
  return ok({
    entries: shown.map((entry) => ({
      seq: entry.seq,
      at: entry.at,
      by: entry.userId === 'unknown' ? null : userRefOf({ db }, entry.userId),
      act: entry.act,
      record: entry.record ?? '',
      reason: entry.reason ?? '',
      data: Object.fromEntries(
        Object.entries(entry.data).map(([name, value]) => [
          name,
          typeof value === 'object' && value !== null ? [...value] : value,
        ]),
      ),
      hash: entry.hash,
    })),
    total: countAudit(db, filter),
    next: last === undefined ? null : String(last.seq),
  });
}

export type ChainVerification = z.infer<NonNullable<(typeof auditContract.verify)['~orpc']['outputSchema']>>;

/** Recomputes both chains, the audit log first; names the first entry that does not follow from the one before. */
export function verifyChains(db: ReadableDb): ChainVerification {
  const audit = verifyAuditChain(db);
  const evidence = verifyEvidenceChain(db);
  const broken =
    audit.firstBrokenSeq !== null
      ? ({ brokenChain: 'audit', firstBrokenSeq: audit.firstBrokenSeq } as const)
      : evidence.firstBrokenSeq !== null
        ? ({ brokenChain: 'evidence', firstBrokenSeq: evidence.firstBrokenSeq } as const)
        : { brokenChain: null, firstBrokenSeq: null };
  return { ok: broken.brokenChain === null, auditChecked: audit.checked, evidenceChecked: evidence.checked, ...broken };
}
