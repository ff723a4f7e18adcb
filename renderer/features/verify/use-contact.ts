import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { desk } from '../../app/query.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';

/** The contact in hand, and a way to show at once what an act has answered. */
export function useContact() {
  const { contactId } = useWorkspace();
  const cache = useQueryClient();
  const query = useQuery(desk.contacts.get.queryOptions({ input: { contactId } }));
  const show = (contact: ContactView): void => {
    cache.setQueryData(desk.contacts.get.queryKey({ input: { contactId } }), contact);
    void cache.invalidateQueries({ queryKey: [['contacts', 'mine']] });
    // What may be told depends on the level.
    void cache.invalidateQueries({ queryKey: [['orders']] });
  };
  return { query, show };
}
