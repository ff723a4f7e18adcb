/** How much and how slowly somebody may ask. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAttackedHub } from '../testing/attacked-hub.ts';
import type { AttackedHub } from '../testing/attacked-hub.ts';
import { createHubServer } from './server.ts';

let hub: AttackedHub;
beforeAll(async () => {
  hub = await openAttackedHub();
});
afterAll(() => hub.close());

describe('a hub that is asked too much', () => {
  it('makes an address wait that asks too often, and says how long', async () => {
    const app = await createHubServer({ deps: hub.deps, perMinute: 3 });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const statuses: number[] = [];
    for (let asked = 0; asked < 5; asked += 1) statuses.push((await fetch(`${url}/healthz`)).status);
    const last = await fetch(`${url}/healthz`);
    await app.close();
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await last.json()).toMatchObject({ code: 'too_many_requests' });
  });

  it('answers a body that never ends with 408, and goes on', async () => {
    const { port } = new URL(hub.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /v1/pull HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
        );
      });
      let text = '';
      socket.on('data', (part) => {
        text += part.toString();
      });
      socket.once('close', () => resolve(text));
      // Who goes on speaking to a closed door is reset; what was answered before counts.
      socket.on('error', () => undefined);
    });
    expect(answer).toContain('408');
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
  });
});
