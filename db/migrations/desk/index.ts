import type { Migration } from '../../open/migrate.ts';
import { sql as events } from './0010-events.ts';
import { sql as projections } from './0020-projections.ts';
import { sql as people } from './0030-people.ts';
import { sql as ledgers } from './0040-ledgers.ts';
import { sql as settings } from './0050-settings.ts';
import { sql as callbackAttempts } from './0070-callback-attempts.ts';
import { sql as caseCodeEnd } from './0080-case-code-end.ts';
import { sql as followUps } from './0090-follow-ups.ts';
import { sql as queues } from './0100-queues.ts';
import { sql as hub } from './0110-hub.ts';
import { sql as contradictions } from './0120-contradictions.ts';
import { sql as evidenceAtHub } from './0130-evidence-at-hub.ts';

/** What has made `desk.db` what it is, in order. Released ones are never edited: a change is a new number. */
export const deskMigrations: readonly Migration[] = [
  { version: 10, sql: events },
  { version: 20, sql: projections },
  { version: 30, sql: people },
  { version: 40, sql: ledgers },
  { version: 50, sql: settings },
  { version: 70, sql: callbackAttempts },
  { version: 80, sql: caseCodeEnd },
  { version: 90, sql: followUps },
  { version: 100, sql: queues },
  { version: 110, sql: hub },
  { version: 120, sql: contradictions },
  { version: 130, sql: evidenceAtHub },
];
