import { RPCLink } from '@orpc/client/message-port';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemContract } from '../../contract/desk-api/system.ts';
import { createConnection } from './connection.ts';
import type { ConnectionState, DeskConnection } from './connection.ts';

const system = implement(systemContract);

/** A desk behind a real port, which can die as a process does: without a word, until its port is closed. */
function startDesk() {
  const { port1, port2 } = new MessageChannel();
  let tell: (topics: string[]) => void = () => undefined;
  const router = {
    system: {
      changes: system.changes.handler(async function* notices() {
        while (true) {
          // oxlint-disable-next-line no-loop-func -- the next notice is whoever calls `tell` next
          const topics = await new Promise<string[]>((resolve) => (tell = resolve));
          yield { topics };
        }
      }),
    },
  };
  new RPCHandler(router).upgrade(port1);
  port1.start();
  const link = new RPCLink({ port: port2 });
  port2.start();
  return {
    link,
    tell: (topics: string[]) => tell(topics),
    die: () => {
      port2.dispatchEvent(new Event('close'));
      port1.close();
    },
  };
}

let open: DeskConnection | undefined;
afterEach(() => open?.close());

function watch(connection: DeskConnection) {
  open = connection;
  const states: ConnectionState[] = [];
  const heard: (readonly string[] | undefined)[] = [];
  connection.onState(() => states.push(connection.state()));
  connection.onChange((topics) => heard.push(topics));
  return { states, heard };
}

describe('the connection to the desk', () => {
  it('says when it is there, and that everything is to be read', async () => {
    const desk = startDesk();

    const { states, heard } = watch(
      createConnection({ link: () => Promise.resolve(desk.link), isUnknownSession: () => false }),
    );

    await vi.waitFor(() => expect(states).toEqual(['connected']));
    expect(heard).toEqual([undefined]);
  });

  it('passes on what has changed', async () => {
    const desk = startDesk();
    const { states, heard } = watch(
      createConnection({ link: () => Promise.resolve(desk.link), isUnknownSession: () => false }),
    );
    await vi.waitFor(() => expect(states).toEqual(['connected']));

    desk.tell(['cases']);

    await vi.waitFor(() => expect(heard).toEqual([undefined, ['cases']]));
  });

  it('notices that the desk died, finds the next one, and has everything read again', async () => {
    let desk = startDesk();
    const { states, heard } = watch(
      createConnection({ link: () => Promise.resolve(desk.link), isUnknownSession: () => false }),
    );
    await vi.waitFor(() => expect(states).toEqual(['connected']));

    const dead = desk;
    desk = startDesk();
    dead.die();

    await vi.waitFor(() => expect(states).toEqual(['connected', 'lost', 'connected']), { timeout: 5_000 });
    expect(heard).toEqual([undefined, undefined]);
  });

  it('says when the host no longer knows this window', async () => {
    const stranger = { call: () => Promise.reject(new Error('401')) };

    const { states } = watch(createConnection({ link: () => Promise.resolve(stranger), isUnknownSession: () => true }));

    await vi.waitFor(() => expect(states).toEqual(['unknown_session']));
  });
});
