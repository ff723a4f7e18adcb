import { readdirSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Desk } from '../../../desk/desk.ts';
import type { JournalLine } from '../journal.ts';

/**
 * Every entry of the ledger has its file, whole; what was acknowledged has its entry; nothing half written is left. A whole
 * file without an entry may only be one that was under way: attached again it is the same file.
 */
export async function evidenceProblems(
  { deps: { db, evidence, dataDir } }: Desk,
  journal: readonly JournalLine[],
): Promise<string[]> {
  const entries = new Set(db.all<{ sha256: string }>('SELECT sha256 FROM evidence').map(({ sha256 }) => sha256));
  const linked = db.all(
    `SELECT 1 FROM evidence WHERE evidence_id NOT IN (SELECT data ->> '$.evidenceId' FROM event WHERE type = 'EvidenceAttached')`,
  );
  const problems = linked.length === 0 ? [] : [`${linked.length} entries of evidence have no event`];
  for (const sha256 of entries) {
    const content = await evidence.get(sha256);
    if (!content.ok) problems.push(`a file of the evidence ledger is ${String(content.refusal.data['problem'])}`);
  }
  const tried = new Set(
    journal.flatMap((line) => (line.type === 'try' && line.evidence !== undefined ? [line.evidence] : [])),
  );
  for (const line of journal)
    if (line.type === 'done' && line.evidence !== undefined && !entries.has(line.evidence))
      problems.push('acknowledged evidence is lost');
  for (const name of filesUnder(join(dataDir, 'evidence'))) {
    if (name.endsWith('.part')) problems.push('half a file of evidence was left');
    else if (!entries.has(name) && !tried.has(name)) problems.push('a file of evidence belongs to nothing');
  }
  return problems;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => basename(entry.name));
}
