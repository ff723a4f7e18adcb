import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { createConnection } from './connection.ts';
import type { DeskConnection } from './connection.ts';

/** What the preload script listens for and what it answers with. */
const WANTED = 'desk-port:wanted';
const GIVEN = 'desk-port';

/**
 * The desk process behind Electron's main process, which hands over a port when asked, and a new one whenever it had to restart the
 * desk process. A new port ends the old one, and with it every call that was waiting on it.
 */
export function connectOverPort(window: Window): DeskConnection {
  const { promise: first, resolve } = newLink();
  let link: Promise<ClientLink<ClientContext>> = first;
  let current: MessagePort | undefined;

  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== GIVEN || port === undefined) return;
    const next = new RPCLink({ port });
    port.start();
    resolve(next);
    link = Promise.resolve(next);
    current?.close();
    // The port of a process that died says nothing by itself in older Chromiums.
    current?.dispatchEvent(new Event('close'));
    current = port;
  });
  window.postMessage(WANTED, window.location.origin);
  return createConnection({ link: () => link, isUnknownSession: () => false });
}

function newLink() {
  let resolve: (link: ClientLink<ClientContext>) => void = () => undefined;
  const promise = new Promise<ClientLink<ClientContext>>((given) => {
    resolve = given;
  });
  return { promise, resolve };
}
