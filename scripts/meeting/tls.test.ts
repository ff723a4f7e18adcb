/** Desks and a hub with a certificate, as they meet beyond one machine. */
import { connect as connectPlain } from 'node:net';
import { connect, getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporaryDb } from '../../db/testing/temporary-db.ts';
import { enrol } from '../../desk/sync/enrol.ts';
import { createHubClient, HubUnreachable } from '../../desk/sync/hub-client.ts';
import { createHubServer } from '../../hub/api/server.ts';
import { openHub } from '../../hub/open-hub.ts';
import type { HubDeps } from '../../hub/services/deps.ts';
import { makeEnrolmentCode } from '../../hub/services/enrol.ts';
import { addPerson } from '../../hub/services/people.ts';
import { openMemoryStore } from '../../hub/store/memory-store.ts';

const PASSWORD = 'behind a certificate 2026';
const LOCALHOST = { type: 7, ip: '127.0.0.1' } as const;

let app: FastifyInstance;
let deps: HubDeps;
let url: string;
let certificate: string;

beforeAll(async () => {
  const made = await generate([{ name: 'commonName', value: 'test-hub.invalid' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [LOCALHOST] }],
  });
  certificate = made.cert;
  deps = await openHub({ store: openMemoryStore() });
  const tls = { key: Buffer.from(made.private), cert: Buffer.from(made.cert) };
  app = await createHubServer({ deps, tls, requestTimeoutMs: 1_500 });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  const person = { login: 'clerk1', displayName: '测试店员', roles: ['clerk'], branchId: 'store-1' } as const;
  await addPerson(deps, person, PASSWORD);
});
afterAll(() => app.close());

/** All that a connection says until it is closed, after these bytes. */
function said(open: () => ReturnType<typeof connectPlain>, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = open();
    let text = '';
    socket.on('data', (part) => {
      text += part.toString();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(text));
    socket.write(bytes);
  });
}

const port = (): number => (app.server.address() as AddressInfo).port;

describe('a hub with a certificate', () => {
  it('is not believed by a desk whose machine does not trust it, and its code stays good', async () => {
    const temporary = openTemporaryDb();
    const { code } = await makeEnrolmentCode(deps, { name: '测试工位', scope: ['store-1'] });
    const enrolled = () => enrol(temporary.db, { url, code, deskName: '测试工位' }, Date.now());
    await expect(enrolled()).rejects.toThrow(HubUnreachable);

    setDefaultCACertificates([...getCACertificates('default'), certificate]);

    const client = createHubClient(await enrolled(), Date.now);
    expect((await client.signIn('clerk1', PASSWORD)).user.displayName).toBe('测试店员');
    expect((await client.pull(null, 100)).events).toEqual([]);
    temporary.dispose();
  });

  it('says nothing to who speaks without TLS', async () => {
    const request = 'GET /healthz HTTP/1.1\r\nhost: hub\r\n\r\n';
    expect(await said(() => connectPlain(port(), '127.0.0.1'), request)).not.toContain('200');
  });

  it('waits no longer for a body that never ends than a hub without one', async () => {
    const head =
      'POST /v1/pull HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{';
    const open = (): ReturnType<typeof connect> => connect({ port: port(), host: '127.0.0.1', ca: certificate });
    expect(await said(open, head)).toContain('408');
    // Without a limit of its own the server looks at its connections twice a minute.
  }, 25_000);
});
