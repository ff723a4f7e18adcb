import type { NewDomainEvent } from '../events.ts';
import { streamId } from '../kernel/stream.ts';

/** That a case counts a customer who asked, in a contact, how it stands (催单). @rule A25 */
export function chaserCounted(caseId: string, contactId: string, communicationId: string): NewDomainEvent {
  return { stream: streamId('case', caseId), type: 'ChaserCounted', data: { contactId, communicationId } };
}
