/** A gateway that takes every message, for tests: what was sent is read here, as a customer reads it on the phone. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const messageSchema = z.object({ to: z.string(), text: z.string(), reference: z.string() });

export interface SmsInbox {
  readonly url: string;
  /** How the next messages are answered: taken, refused, or taken with an answer that makes no sense. */
  answer: 'accept' | 'refuse' | 'nonsense';
  /** The six digits last sent to a mobile. */
  codeFor(mobile: string): string;
  readonly sentTo: readonly string[];
  close(): Promise<void>;
}

export async function openSmsInbox(): Promise<SmsInbox> {
  const messages: z.infer<typeof messageSchema>[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      if (inbox.answer === 'refuse') {
        response.writeHead(400).end();
        return;
      }
      messages.push(messageSchema.parse(JSON.parse(body)));
      const accepted = { gatewayId: `gw-${messages.length}`, acceptedAt: 0 };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(inbox.answer === 'accept' ? JSON.stringify(accepted) : 'not json');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const inbox: SmsInbox = {
    url: `http://127.0.0.1:${port}`,
    answer: 'accept',
    codeFor: (mobile) => {
      const last = messages.findLast(({ to }) => to === mobile);
      const code = /\d{6}/u.exec(last?.text ?? '')?.[0];
      if (code === undefined) throw new Error('no code was sent there');
      return code;
    },
    get sentTo() {
      return messages.map(({ to }) => to);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
  return inbox;
}
