/** Where what was recorded on a case goes whose filing was refused: nobody's words are lost with it. Scenario 06. */
import type { CommandDefinition } from '../../domain/kernel/command.ts';
import { commandOfType } from '../../domain/commands.ts';
import type { COMMANDS } from '../../domain/commands.ts';
import { parseStreamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';

type AnyCommand = CommandDefinition<string, unknown>;

/** What is recorded on a case and can be recorded on a contact as well, with the same fields. */
const ON_CONTACT: Readonly<Record<string, keyof typeof COMMANDS>> = {
  AddCaseNote: 'AddContactNote',
  LogCaseCommunication: 'LogContactCommunication',
  AttachCaseEvidence: 'AttachContactEvidence',
};

export interface Directed {
  readonly definition: AnyCommand;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Whether it goes to another stream than the one it was sent for. */
  readonly isMoved: boolean;
}

/**
 * What was recorded on a refused case, for where that is kept: the case that was there first, or the contact in which the
 * filing was made. Anything else, and what is no record, is as it was sent.
 */
export function directed(
  definition: AnyCommand,
  payload: Readonly<Record<string, unknown>>,
  keptOn: ReadonlyMap<string, StreamId>,
): Directed {
  const { caseId, ...rest } = payload;
  const target = typeof caseId === 'string' ? keptOn.get(caseId) : undefined;
  if (definition.authority !== 'recorded' || target === undefined) return { definition, payload, isMoved: false };
  const { kind, id } = parseStreamId(target);
  if (kind === 'case') return { definition, payload: { ...rest, caseId: id }, isMoved: true };
  const onContact = commandOfType(ON_CONTACT[definition.type] ?? '');
  if (onContact !== null) return { definition: onContact, payload: { ...rest, contactId: id }, isMoved: true };
  // About a contact, and naming the case only besides.
  return { definition, payload: definition.type === 'LogContactCommunication' ? rest : payload, isMoved: true };
}
