/** `npm run desk -- COMMAND …`: the desk's work without a window. */
import { createInterface } from 'node:readline/promises';
import { languageOf } from './command.ts';
import { runCli } from './run-cli.ts';

const interruption = new AbortController();
// The first Ctrl-C ends the work in good order, the second at once.
process.once('SIGINT', () => interruption.abort());

process.exitCode = await runCli(process.argv.slice(2), {
  language: languageOf(process.env),
  env: process.env,
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  confirm: process.stdin.isTTY ? confirm : null,
  signal: interruption.signal,
});

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(?:y|yes|是|好)$/iu.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
