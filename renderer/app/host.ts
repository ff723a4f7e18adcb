import type { DeskConnection } from './connection.ts';
import { connectOverHttp } from './http-connection.ts';
import { connectOverPort } from './port-connection.ts';

/** What the page can ask of whatever it runs in, chosen once at boot. */
export interface Host {
  readonly kind: 'electron' | 'browser';
  connect(): DeskConnection;
}

/** Electron serves the page under a scheme of its own; everything else is a browser on the loopback server. */
export function createHost(location: Pick<Location, 'protocol' | 'origin'> = window.location): Host {
  return location.protocol === 'app:'
    ? { kind: 'electron', connect: () => connectOverPort(window) }
    : { kind: 'browser', connect: () => connectOverHttp(location.origin) };
}

/** The nonce that styles made at run time must carry; give it to the component library. */
export function styleNonce(document: Document = window.document): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
