import { callbackCommands } from './callbacks/commands.ts';
import { caseCommands } from './cases/commands.ts';
import { contactCommands } from './contacts/commands.ts';
import { partyCommands } from './parties/commands.ts';

/** Every command of the product, by its type: what an outbox or a hub knows them by. */
export const COMMANDS = { ...contactCommands, ...caseCommands, ...partyCommands, ...callbackCommands } as const;
