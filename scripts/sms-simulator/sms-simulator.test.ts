import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpSmsGateway } from '../../desk/gateways/http-sms-gateway.ts';
import { startSmsSimulator } from './server.ts';
import type { SmsSimulator } from './server.ts';

const message = { to: '13800138000', text: '【测试】验证码 000000', reference: 'ref-1' };

let simulator: SmsSimulator;

beforeEach(async () => {
  simulator = await startSmsSimulator();
});

afterEach(async () => {
  await simulator.close();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(simulator.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('the SMS gateway against the simulator', () => {
  it('has a message accepted, and the phone shows it', async () => {
    const gateway = createHttpSmsGateway({ baseUrl: simulator.url });

    const result = await gateway.send(message);

    expect(result).toMatchObject({
      ok: true,
      value: { gatewayId: expect.any(String), acceptedAt: expect.any(Number) },
    });
    expect(simulator.inbox('13800138000')).toMatchObject([message]);
    expect(simulator.inbox('13800138001')).toEqual([]);
  });

  it('calls a refused message refused, sends nothing, and recovers with the next', async () => {
    const gateway = createHttpSmsGateway({ baseUrl: simulator.url });
    simulator.behave({ failNext: 1 });

    const first = await gateway.send(message);
    const second = await gateway.send(message);

    expect(first).toEqual({ ok: false, refusal: { code: 'sms_gateway_failed', data: { outcome: 'refused' } } });
    expect(second.ok).toBe(true);
    expect(simulator.inbox()).toHaveLength(1);
  });

  it('leaves the outcome unknown when the answer never comes, and a retry delivers nothing twice', async () => {
    const gateway = createHttpSmsGateway({ baseUrl: simulator.url, timeoutMs: 200 });
    simulator.behave({ timeoutAfterAccept: 1 });

    const silent = await gateway.send(message);
    const retried = await gateway.send(message);

    expect(silent).toEqual({ ok: false, refusal: { code: 'sms_gateway_failed', data: { outcome: 'unknown' } } });
    expect(retried.ok).toBe(true);
    expect(simulator.inbox()).toHaveLength(1);
  });

  it('waits out a slow gateway within its patience and no longer', async () => {
    simulator.behave({ delayMs: 150 });

    const patient = await createHttpSmsGateway({ baseUrl: simulator.url, timeoutMs: 10_000 }).send(message);
    simulator.behave({ delayMs: 5_000 });
    const hasty = await createHttpSmsGateway({ baseUrl: simulator.url, timeoutMs: 100 }).send(message);

    expect(patient.ok).toBe(true);
    expect(hasty).toMatchObject({ ok: false, refusal: { data: { outcome: 'unknown' } } });
  });

  it('can lose a message after accepting it, and deliver one twice', async () => {
    const gateway = createHttpSmsGateway({ baseUrl: simulator.url });
    simulator.behave({ dropNext: 1, duplicate: true });

    const lost = await gateway.send({ ...message, reference: 'lost' });
    const doubled = await gateway.send({ ...message, reference: 'doubled' });

    expect([lost.ok, doubled.ok]).toEqual([true, true]);
    expect(simulator.inbox().map(({ reference }) => reference)).toEqual(['doubled', 'doubled']);
  });
});

describe('the simulator as an HTTP server', () => {
  it('misbehaves when told over HTTP, and gives the inbox of one number', async () => {
    const behaviour = await post('/behaviour', { failNext: 1 });
    const refused = await post('/send', message);
    const accepted = await post('/send', message);

    expect(await behaviour.json()).toMatchObject({ failNext: 1, delayMs: 0 });
    expect([refused.status, accepted.status]).toEqual([503, 200]);
    const inbox = await fetch(`${simulator.url}/inbox?to=13800138000`);
    expect(await inbox.json()).toMatchObject([{ text: message.text }]);
  });

  it('names the fields of a bad request without repeating what stood in them', async () => {
    const response = await post('/send', { ...message, to: 'not-a-number' });

    expect(response.status).toBe(400);
    expect(await response.text()).toBe('{"problems":["to: invalid_format"]}');
    expect((await post('/behaviour', { explode: true })).status).toBe(400);
  });

  it('shows a page that says it is simulated, with the text escaped', async () => {
    await post('/send', { ...message, text: '<script>alert(1)</script>' });

    const page = await (await fetch(simulator.url)).text();

    expect(page).toContain('模拟短信 · simulated');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('turns away a page of another origin', async () => {
    const response = await post('/send', message, { origin: 'https://evil.example' });

    expect(response.status).toBe(403);
    expect(simulator.inbox()).toEqual([]);
  });
});
