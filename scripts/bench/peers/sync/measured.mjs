/** What both peers have in common: the same documents as the desk's, and the figures on the last line of what they print. */
import { readFileSync } from 'node:fs';

const [commandsPath, documentsPath, workDir] = process.argv.slice(2);

export const commands = JSON.parse(readFileSync(commandsPath, 'utf8'));
export const documents = JSON.parse(readFileSync(documentsPath, 'utf8'));
export { workDir };

/** How many a second, of so many, this took. */
export async function perSecond(count, what) {
  const begunAt = performance.now();
  await what();
  return count / ((performance.now() - begunAt) / 1000);
}

export function report(figures) {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
