/** Rows of single streams made anew from their events, where the authority put others in the place of those that were here. */
import { parseStreamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { WritableDb } from '../open/database.ts';
import { loadEvents } from '../queries/events.ts';
import { linkContactToCase } from './contact-row.ts';
import { listSetAside, setAsideIfTaken } from './set-aside.ts';
import { forgetStream, loadStream, projectStream } from './streams.ts';

/** The rows of a stream, by its kind and the column that names it. */
const ROWS = {
  contact: ['contact_row', 'contact_case', 'communication_row', 'follow_up_row', 'contradiction_row'],
  case: ['case_row', 'task_row', 'contact_case', 'communication_row', 'follow_up_row', 'contradiction_row'],
  callback: ['callback_row'],
  party: ['party_row'],
} as const;

/**
 * Makes the rows of these streams again from what their events say now, all taken away before the first is written, so that
 * one may take what another gives up; with them those that were set aside. Inside a transaction.
 */
export function reprojectStreams(db: WritableDb, disturbed: Iterable<StreamId>): void {
  const streams = [...new Set([...disturbed, ...listSetAside(db)])];
  const links: { contactId: string; caseId: string }[] = [];
  for (const stream of streams) {
    const { kind, id } = parseStreamId(stream);
    if (kind === 'contact' || kind === 'case') links.push(...linksOf(db, `${kind}_id`, id));
    for (const table of ROWS[kind]) db.run(`DELETE FROM ${table} WHERE ${kind}_id = ?`, id);
    forgetStream(db, stream);
  }
  for (const stream of streams) {
    const events = loadEvents(db, stream);
    if (events.length === 0) continue;
    const { folded } = loadStream(db, stream);
    if (!setAsideIfTaken(db, stream, folded)) projectStream(db, stream, folded, events);
  }
  for (const link of links) linkAgain(db, link);
}

function linksOf(db: WritableDb, column: string, id: string): { contactId: string; caseId: string }[] {
  return db.all(`SELECT contact_id AS contactId, case_id AS caseId FROM contact_case WHERE ${column} = ?`, id);
}

/** Contacts and cases name one another in both streams; the link stands as long as one of them does. */
function linkAgain(db: WritableDb, { contactId, caseId }: { contactId: string; caseId: string }): void {
  const contact = loadStream(db, `contact/${contactId}`).folded;
  const found = loadStream(db, `case/${caseId}`).folded;
  const isNamed =
    (contact.kind === 'contact' && contact.state?.caseIds.includes(caseId) === true) ||
    (found.kind === 'case' && found.state?.contactIds.includes(contactId) === true);
  if (isNamed) linkContactToCase(db, contactId, caseId);
}
