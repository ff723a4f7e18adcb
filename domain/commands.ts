import { callbackCommands } from './callbacks/commands.ts';
import { caseCommands } from './cases/commands.ts';
import { contactCommands } from './contacts/commands.ts';
import type { CommandDefinition } from './kernel/command.ts';
import { partyCommands } from './parties/commands.ts';

/** Every command of the product, by its type: what an outbox or a hub knows them by. */
export const COMMANDS = { ...contactCommands, ...caseCommands, ...partyCommands, ...callbackCommands } as const;

/** The command of a type that came from outside; null where this version has none of it. */
export function commandOfType(type: string): CommandDefinition<string, unknown> | null {
  return Object.hasOwn(COMMANDS, type)
    ? ((COMMANDS as Record<string, unknown>)[type] as CommandDefinition<string, unknown>)
    : null;
}
