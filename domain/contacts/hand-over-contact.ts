import { z } from 'zod';
import { screenText } from '../cases/free-text.ts';
import { idSchema, textSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { mayAct } from '../permissions.ts';

/**
 * The contact goes to a colleague, never without a note (scenario 40); the verification is worth one level less until he has
 * checked one element again. A supervisor may hand over what is not his own. Refuses `not_permitted`, `not_found`,
 * `contact_belongs_to_other`, `contact_already_wrapped_up`, `assignee_unfit`. @rule 5.6
 */
export const handOverContact = defineCommand({
  type: 'HandOverContact',
  authority: 'arbitrated',
  payload: z.strictObject({ contactId: idSchema, toUserId: idSchema, note: textSchema }),
  streams: ({ contactId }) => [streamId('contact', contactId)],
  decide(streams, { contactId, toUserId, note }, { actor, facts }) {
    const allowed = mayAct('hand_over', actor);
    if (!allowed.ok) return allowed;
    const contact = streams.contact(contactId);
    if (contact === null) return refuse('not_found', { kind: 'contact' });
    const own = contact.ownerUserId === actor.userId;
    if (!own && !actor.roles.includes('supervisor')) return refuse('contact_belongs_to_other');
    if (contact.wrappedUpAt !== null) return refuse('contact_already_wrapped_up', { at: contact.wrappedUpAt });
    const colleague = facts.user(toUserId);
    const fit =
      colleague !== null &&
      colleague.active &&
      toUserId !== contact.ownerUserId &&
      mayAct('handle_contact', { ...actor, ...colleague }).ok;
    if (!fit) return refuse('assignee_unfit');
    const stream = streamId('contact', contactId);
    const { text, events } = screenText(stream, contactId, { note });
    return ok([...events, { stream, type: 'ContactHandedOver', data: { toUserId, note: text.note } }]);
  },
});
