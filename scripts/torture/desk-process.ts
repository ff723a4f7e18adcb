/** Starts the tortured desk process and keeps what it told. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { JournalLine } from './journal.ts';
import type { Focus } from './workload/worker.ts';

const CHILD = fileURLToPath(new URL('workload/desk-child.ts', import.meta.url));
const PATIENCE_MS = 60_000;

export interface DeskProcessOptions {
  readonly dataDir: string;
  readonly filesDir: string;
  readonly seed: number;
  readonly focus: Focus;
  readonly jumps?: boolean;
  readonly idle?: boolean;
  readonly marksWal?: boolean;
}

export interface DeskProcess {
  readonly child: ChildProcess;
  readonly journal: JournalLine[];
  /** What it wrote to standard error: nothing, where all is well. */
  errors(): string;
  /** Resolves when enough of what it told fits, or it has ended; throws after a minute of patience. */
  until(enough: (journal: readonly JournalLine[]) => boolean): Promise<void>;
  tell(word: 'stop' | 'deaf' | 'well'): void;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** The exit code, or the name of the signal that ended it. Everything it told is in the journal by then. */
  readonly ended: Promise<number | string>;
}

export function startDeskProcess(options: DeskProcessOptions): DeskProcess {
  const settings = { jumps: false, idle: false, marksWal: false, ...options };
  const child = spawn(process.execPath, [CHILD, JSON.stringify(settings)], { stdio: ['pipe', 'pipe', 'pipe'] });
  // A desk that was killed does not read what it is told.
  child.stdin.on('error', () => undefined);
  const journal: JournalLine[] = [];
  let errors = '';
  let woken = (): void => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    // A line that was cut by the kill was never said.
    const said = parsed(line);
    if (said !== null) journal.push(said);
    woken();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(signal ?? code ?? 'unknown');
      woken();
    });
  });
  return {
    child,
    journal,
    errors: () => errors,
    until: async (enough) => {
      const deadline = Date.now() + PATIENCE_MS;
      while (!hasEnded(child) && !enough(journal)) {
        if (Date.now() > deadline) throw new Error('the desk process told nothing of what was waited for');
        await Promise.race([pause(200), new Promise<void>((resolve) => (woken = resolve))]);
      }
    },
    tell: (word) => void child.stdin.write(`${word}\n`),
    signal: (name) => void child.kill(name),
    ended,
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function parsed(line: string): JournalLine | null {
  try {
    return JSON.parse(line) as JournalLine;
  } catch {
    return null;
  }
}

export function answeredIn(journal: readonly JournalLine[]): number {
  return journal.filter(({ type }) => type === 'done').length;
}
