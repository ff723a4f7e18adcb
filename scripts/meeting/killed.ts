/** A process of ours that is killed and started again, and what it says meanwhile. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Killed {
  kill(): Promise<void>;
  start(): void;
  /** A line to its standard input. */
  tell(line: string): void;
  isRunning(): boolean;
}

/** Runs `node FILE ARGS`; `said` is given each line of its standard output. Its complaints go on to ours. */
export function killedProcess(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  said: (line: string) => void,
): Killed {
  let child: ChildProcess | null = null;
  const start = (): void => {
    const started = spawn(process.execPath, [...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child = started;
    let rest = '';
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) said(line);
    });
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('Error')) process.stderr.write(text);
    });
    // It may be dead before it is told.
    started.stdin.on('error', () => undefined);
  };
  return {
    start,
    async kill() {
      const dying = child;
      if (dying === null || dying.exitCode !== null || dying.signalCode !== null) return;
      dying.kill('SIGKILL');
      await once(dying, 'exit');
    },
    tell: (line) => void child?.stdin?.write(`${line}\n`),
    isRunning: () => child !== null && child.exitCode === null && child.signalCode === null,
  };
}
