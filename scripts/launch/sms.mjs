import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './node.mjs';

const START_TIMEOUT_MS = 10_000;

/**
 * Starts the simulated phone that a demonstration sends its codes to. It ends with this process.
 * @param {string} node
 * @returns {Promise<{ url: string | undefined, stop: () => void }>} no url when it did not start: codes then cannot be sent.
 */
export function startSmsSimulator(node) {
  const child = spawn(node, [join(ROOT, 'scripts', 'sms-simulator.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  return new Promise((resolve) => {
    let said = '';
    const timer = setTimeout(() => resolve({ url: undefined, stop }), START_TIMEOUT_MS);
    const settle = (url) => {
      clearTimeout(timer);
      resolve({ url, stop });
    };
    child.once('error', () => settle(undefined));
    child.once('exit', () => settle(undefined));
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const url = /^SMS_SIMULATOR_URL=(\S+)\s/m.exec(said)?.[1];
      if (url !== undefined) settle(url);
    });
  });
}
