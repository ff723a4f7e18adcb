/** Requests as bytes: what no browser and no library would send. For tests. */
import { connect } from 'node:net';

/** Sends bytes as they are and answers all that comes back before the connection is closed or `patience` ms are over. */
export function rawRequest(port: number, text: string, patience = 3_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    const timer = setTimeout(() => socket.destroy(), patience);
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (answer += part));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    socket.write(text);
  });
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The text of a request, with what our own page would send where nothing else is said. */
export function requestText(
  path: string,
  { method = 'GET', headers = {}, body }: Sent,
  { host, cookie }: { readonly host: string; readonly cookie: string },
): string {
  const isRead = method === 'GET' || method === 'HEAD';
  const length: Record<string, string> =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const given: Record<string, string> = {
    host,
    cookie,
    connection: 'close',
    ...(isRead ? {} : { origin: `http://${host}` }),
    ...length,
    ...headers,
  };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}

export const statusOf = (answer: string): number =>
  Number(/^HTTP\/1\.1 (?<status>\d{3})/u.exec(answer)?.groups?.['status'] ?? 0);
