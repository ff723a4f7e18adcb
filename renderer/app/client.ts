import { createORPCClient, DynamicLink } from '@orpc/client';
import type { DeskClient, DeskConnection } from './connection.ts';
import { createHost } from './host.ts';

let connection: DeskConnection | undefined;

/** This window's one connection to the desk, made when it is first asked for. */
export function deskConnection(): DeskConnection {
  connection ??= createHost().connect();
  return connection;
}

/** Everything the desk offers. A refusal arrives as the defined error `REFUSED`. */
export const client: DeskClient = createORPCClient(new DynamicLink(() => deskConnection().link()));
