import { describe, expect, it } from 'vitest';
import { listeningRefusal, readSettings } from './settings.ts';

describe('what the hub is told', () => {
  it('listens on this machine alone unless it is told otherwise, and beyond it only with TLS or by its word', () => {
    const refusalOf = (...args: string[]) => listeningRefusal(readSettings(args, {}));
    expect(refusalOf()).toBeNull();
    expect(refusalOf('--host', '0.0.0.0')).toContain('--tls-key');
    expect(refusalOf('--host', '0.0.0.0', '--insecure')).toBeNull();
    expect(refusalOf('--host', '0.0.0.0', '--tls-key', 'k', '--tls-cert', 'c')).toBeNull();
  });

  it('takes flags before the environment, and refuses what makes no sense', () => {
    const env = { DATABASE_URL: 'postgres://somewhere', HUB_KEY_FILE: '/keys/one' };
    expect(readSettings([], env)).toMatchObject({
      command: 'start',
      databaseUrl: env.DATABASE_URL,
      keyFile: '/keys/one',
    });
    expect(readSettings(['--key-file', '/keys/two'], env).keyFile).toBe('/keys/two');
    expect(readSettings(['enrol', '--name', '一号店', '--branches', 'a,b'], {})).toMatchObject({
      branches: ['a', 'b'],
    });
    expect(() => readSettings(['--port', 'x'], {})).toThrow('--port');
    expect(() => readSettings(['--tls-key', 'k'], {})).toThrow('go together');
    expect(() => readSettings(['--offline-days', '1000'], {})).toThrow('--offline-days');
  });
});
