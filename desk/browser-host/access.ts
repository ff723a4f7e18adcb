import { randomBytes, timingSafeEqual } from 'node:crypto';

/** How long the link that the program itself opened may wait to be used, in milliseconds. */
const TICKET_LIFETIME_MS = 60_000;
/** Sessions kept at once; the oldest goes first. A desk has one user and a few windows. */
const MAX_SESSIONS = 32;

/** Who may talk to a browser host: whoever opened a link with this run's secret, and from then on the cookie it was exchanged for. */
export interface Access {
  /** The secret of this run's printed link. */
  readonly token: string;
  /** A secret for one use within a minute, for a link on a command line, where other users could read it. */
  issueTicket(): string;
  /** A new session's secret id for a right token or ticket, undefined for a wrong one. */
  exchange(secret: string): string | undefined;
  isSession(id: string | undefined): id is string;
}

export function createAccess(now: () => number = Date.now): Access {
  const token = newSecret();
  const expiryByTicket = new Map<string, number>();
  const sessions = new Set<string>();
  return {
    token,
    issueTicket: () => {
      const ticket = newSecret();
      expiryByTicket.set(ticket, now() + TICKET_LIFETIME_MS);
      return ticket;
    },
    exchange: (secret) => {
      const expiry = expiryByTicket.get(secret);
      expiryByTicket.delete(secret);
      const isTicket = expiry !== undefined && now() < expiry;
      if (!isTicket && !isSame(secret, token)) return undefined;
      const id = newSecret();
      sessions.add(id);
      const [oldest] = sessions;
      if (sessions.size > MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      return id;
    },
    isSession: (id): id is string => id !== undefined && sessions.has(id),
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
