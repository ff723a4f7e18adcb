import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpSmsGateway } from './http-sms-gateway.ts';

const message = { to: '13800138000', text: '【测试】验证码 000000', reference: 'ref-1' };

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function listen(answer: RequestListener): Promise<string> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

describe('an SMS gateway over HTTP', () => {
  it.each([
    { status: 400, outcome: 'refused' },
    { status: 429, outcome: 'refused' },
    { status: 503, outcome: 'refused' },
    { status: 408, outcome: 'unknown' },
    { status: 500, outcome: 'unknown' },
    { status: 504, outcome: 'unknown' },
  ])('takes status $status as $outcome', async ({ status, outcome }) => {
    const baseUrl = await listen((_request, response) => response.writeHead(status).end());

    const result = await createHttpSmsGateway({ baseUrl }).send(message);

    expect(result).toEqual({ ok: false, refusal: { code: 'sms_gateway_failed', data: { outcome } } });
  });

  it.each(['', 'thank you', '{"gatewayId":""}', '{"gatewayId":"g-1","acceptedAt":"now"}'])(
    'does not take "%s" for an acceptance',
    async (body) => {
      const baseUrl = await listen((_request, response) => response.end(body));

      const result = await createHttpSmsGateway({ baseUrl }).send(message);

      expect(result).toMatchObject({ ok: false, refusal: { data: { outcome: 'unknown' } } });
    },
  );

  it('leaves the outcome unknown when the connection breaks after the message went out', async () => {
    const baseUrl = await listen((request) => request.socket.destroy());

    const result = await createHttpSmsGateway({ baseUrl }).send(message);

    expect(result).toMatchObject({ ok: false, refusal: { data: { outcome: 'unknown' } } });
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const baseUrl = await listen(() => undefined);
    await new Promise((resolve) => server?.close(resolve));

    const result = await createHttpSmsGateway({ baseUrl }).send(message);

    expect(result).toMatchObject({ ok: false, refusal: { data: { outcome: 'refused' } } });
  });

  it('keeps the number and the text out of the refusal', async () => {
    const baseUrl = await listen((_request, response) => response.writeHead(500).end(JSON.stringify(message)));

    const result = await createHttpSmsGateway({ baseUrl }).send(message);

    expect(JSON.stringify(result)).not.toMatch(/13800138000|000000/);
  });
});
