import { ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { createConnection } from './connection.ts';
import type { DeskConnection } from './connection.ts';

/** The desk behind the browser host, on the page's own origin. */
export function connectOverHttp(origin: string): DeskConnection {
  const link = new RPCLink({ url: new URL('/api', origin) });
  return createConnection({
    link: () => Promise.resolve(link),
    isUnknownSession: (error) => error instanceof ORPCError && error.status === 401,
  });
}
