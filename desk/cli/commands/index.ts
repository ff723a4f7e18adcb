import type { CliCommand } from '../command.ts';
import { auditCommand } from './audit-verify.ts';
import { backupCommand } from './backup.ts';
import { calendarCommand } from './calendar-import.ts';
import { hubCommand } from './hub.ts';
import { importCommand } from './import.ts';
import { keysCommand } from './keys.ts';
import { policyCommand } from './policy-install.ts';

/** Every command of `npm run desk -- …`. A new one is a file beside this and a line here. */
export const COMMANDS: readonly CliCommand[] = [
  importCommand,
  policyCommand,
  calendarCommand,
  auditCommand,
  keysCommand,
  backupCommand,
  hubCommand,
];
