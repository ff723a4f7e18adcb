import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The checkout, absolute, without a slash at the end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const manifestSchema = z.object({ bin: z.record(z.string(), z.string()) });
const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) killTree(child);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

export interface CommandOptions {
  /** Milliseconds after which the command and all that it started are killed. */
  readonly timeoutMs: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Print as it comes, instead of only keeping it. */
  readonly live?: boolean;
}

export interface CommandResult {
  /** Null when it could not be started, was killed, or took too long; `output` says which. */
  readonly code: number | null;
  /** Standard output and error in the order in which they came. */
  readonly output: string;
}

/** Runs a program to its end in the checkout, with this Node first on the PATH. Never throws. */
export function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const chunks: string[] = [];
  const child = spawn(file, args, {
    cwd: ROOT,
    env: withThisNodeFirst({ ...process.env, ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it started dies with it.
    detached: process.platform !== 'win32',
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      chunks.push(chunk);
      if (options.live === true) process.stdout.write(chunk);
    });
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      chunks.push(`\ntook longer than ${options.timeoutMs / 1000} s and was stopped\n`);
      killTree(child);
    }, options.timeoutMs);
    const finish = (code: number | null): void => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: chunks.join('') });
    };
    child.once('error', (error) => {
      chunks.push(error.message);
      finish(null);
    });
    child.once('close', finish);
  });
}

/** Runs a script with this Node: one of our own by its path, or the command line of a package by `packageBin`. */
export function runNode(script: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return runCommand(process.execPath, [script, ...args], options);
}

/** The script behind a package's command; started with Node itself it works on every platform, without a shell. */
export function packageBin(packageName: string, command = packageName): string {
  // Not every package lets its manifest be resolved by name.
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const script = bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}`);
  return join(folder, script);
}

function withThisNodeFirst(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = [dirname(process.execPath), join(ROOT, 'node_modules', '.bin')];
  return { ...env, PATH: [...own, env['PATH'] ?? ''].join(delimiter) };
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
