import { parseArgs } from 'node:util';
import { startSmsSimulator } from './sms-simulator/server.ts';

/** `npm run sms-simulator -- [--port N]`: a phone for development and demonstrations. Nothing leaves this machine. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port must be a whole number from 0 to 65535, not "${values.port}".`);
  process.exit(2);
}
const simulator = await startSmsSimulator({ port });
console.log(`SMS_SIMULATOR_URL=${simulator.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close());
}
