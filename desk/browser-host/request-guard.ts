import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away before anything looks at it. */
export type TurnedAway = 'host' | 'origin' | 'site';

/**
 * Whether a request comes from our own page. Another site can make a browser send requests here, and can point a name of its
 * own at 127.0.0.1 (DNS rebinding): then `Host` is that name, or `Origin` is that site.
 * @param method what changes nothing (GET, HEAD) may come without an origin, as navigations do; everything else may not.
 */
export function checkRequest(method: string, headers: IncomingHttpHeaders, port: number): TurnedAway | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host)) return 'host';
  const isSafe = method === 'GET' || method === 'HEAD';
  if (origin === undefined ? !isSafe : origin !== `http://${host}`) return 'origin';
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && isSafe;
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) return 'site';
  return undefined;
}

/** The value of one cookie of a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}
