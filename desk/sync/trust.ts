/** Whose certificates a desk takes from a hub. */
import tls from 'node:tls';

let isDone = false;

/**
 * A hub of the house mostly has a certificate of the house: whom this machine trusts, the desk trusts too, beside those that Node
 * brings along and those of `NODE_EXTRA_CA_CERTS`. Certificates are never taken unchecked. Does it once, and only for https; a
 * runtime that cannot say whom its machine trusts (Node before 22.19 and 24.5) stays with its own.
 */
export function trustAsTheMachineDoes(url: string): void {
  if (isDone || new URL(url).protocol !== 'https:') return;
  isDone = true;
  const { getCACertificates, setDefaultCACertificates }: Partial<typeof tls> = tls;
  if (getCACertificates === undefined || setDefaultCACertificates === undefined) return;
  setDefaultCACertificates([...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
}
