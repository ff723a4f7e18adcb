import type { WritableDb } from '../db/open/database.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { CommandDefinition } from '../domain/kernel/command.ts';
import type { Result } from '../domain/kernel/result.ts';
import type { UtcMs } from '../domain/kernel/units.ts';
import type { CalendarData } from '../domain/policy/calendar.ts';
import type { PolicyPack } from '../domain/policy/pack.ts';
import type { CommandOutcome } from './commands/execute.ts';
import type { SmsGateway } from './gateways/sms-gateway.ts';
import type { DeskLog } from './log.ts';
import type { ChangeFeed } from './router/change-feed.ts';
import type { AuditRequest } from './services/audit.ts';
import type { EvidenceStore } from './services/evidence-store.ts';
import type { DeskHub } from './sync/open-sync.ts';

/** What the routers, views and services of an open desk work with. Made once by `openDesk`. */
export interface DeskDeps {
  readonly db: WritableDb;
  readonly dataDir: string;
  readonly deskId: string;
  /** A demonstration: its people and their password are shown at sign-in. */
  readonly demo: boolean;
  readonly now: () => UtcMs;
  /** A fresh UUIDv7. */
  readonly newId: () => string;
  /** `count` unpredictable bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** The policy pack in force now. */
  readonly pack: () => PolicyPack;
  /** The calendar as it stands now, with the years that were imported. */
  readonly calendar: CalendarData;
  readonly smsGateway: SmsGateway;
  readonly evidence: EvidenceStore;
  readonly changes: ChangeFeed;
  /** Null on a desk that is its own authority. */
  readonly hub: DeskHub | null;
  readonly log: DeskLog;
  /**
   * Executes a command as this actor and tells the open windows what changed. Inside a transaction it joins it.
   * Refuses what the decider refuses, and what `executeCommand` does.
   */
  readonly execute: <P>(
    actor: Actor,
    definition: CommandDefinition<string, P>,
    payload: P,
    commandId?: string,
  ) => Result<CommandOutcome>;
  /** Adds to the audit log, in the caller's transaction where there is one. It must stand before what it is about is answered. */
  readonly audit: (entry: AuditRequest) => void;
}
