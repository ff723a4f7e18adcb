import '../older-runtime.ts';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessageEvent } from 'electron';
import { openDesk } from '../../desk/desk.ts';
import { heldKeyStore } from '../../desk/keys/key-store.ts';
import type { DeskRequestContext } from '../../desk/router/context.ts';
import { createRefusedRouter } from '../../desk/router/system.ts';
import type { FromDesk, ToDesk } from './messages.ts';

/** The desk in a process of its own: opens when main says so, answers windows over the ports that main brokers. */
interface OpenedDesk {
  readonly handler: RPCHandler<DeskRequestContext>;
  close(): Promise<void>;
}

let opened: Promise<OpenedDesk> | undefined;

process.parentPort.on('message', ({ data, ports }: MessageEvent) => {
  const message = data as ToDesk;
  switch (message.type) {
    case 'open':
    case 'refuse':
      opened ??= open(message);
      break;
    case 'connect':
      void connect(message.clientId, ports);
      break;
    case 'close':
      void close();
      break;
  }
});

async function open(message: Extract<ToDesk, { type: 'open' | 'refuse' }>): Promise<OpenedDesk> {
  const { settings } = message;
  const description = { ...settings, host: 'electron' } as const;
  const desk =
    message.type === 'open'
      ? await openDesk({ ...description, keys: heldKeyStore(settings.keyProtection, message.keys) })
      : { ok: false as const, refusal: message.refusal };
  if (desk.ok) return { handler: new RPCHandler(desk.value.router), close: () => desk.value.close() };
  return { handler: new RPCHandler(createRefusedRouter(description, desk.refusal)), close: () => Promise.resolve() };
}

/** Messages that a window sent early wait in its port until it is started. */
async function connect(clientId: string, [port]: MessageEvent['ports']): Promise<void> {
  if (port === undefined || opened === undefined) return;
  const { handler } = await opened;
  handler.upgrade(port, { context: { clientId, host: 'electron' } });
  port.start();
}

async function close(): Promise<void> {
  await (await opened)?.close();
  process.parentPort.postMessage({ type: 'closed' } satisfies FromDesk);
}
