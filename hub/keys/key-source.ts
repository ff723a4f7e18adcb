/** Where the key of the sealed columns comes from: a file of its own, or a command that asks a KMS (or an HSM, or a password store) for it. */
import { spawn } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { KEY_BYTES, readKeyFile } from './key-file.ts';

export interface KeySource {
  /** 32 bytes. Throws with a sentence for whoever starts the hub. */
  read(): Promise<Buffer>;
}

export interface KeySettings {
  readonly keyFile: string;
  readonly keyCommand: string | undefined;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;

/**
 * Without a command the file holds the key itself. With one, the file holds what the KMS has wrapped the key to, where there is such a
 * file: the command is given it, and prints the key in base64. What it prints is never repeated.
 */
export function keySource({ keyFile, keyCommand, timeoutMs = TIMEOUT_MS }: KeySettings): KeySource {
  if (keyCommand === undefined) return { read: async () => readKeyFile(keyFile) };
  return {
    async read() {
      const printed = await outputOf(keyCommand, existsSync(keyFile) ? keyFile : null, timeoutMs);
      const key = Buffer.from(printed.trim(), 'base64');
      if (key.length !== KEY_BYTES)
        throw new Error('密钥命令没有给出密钥。 The key command printed no key: 32 bytes in base64 are asked for.');
      return key;
    },
  };
}

async function outputOf(command: string, inputFile: string | null, timeoutMs: number): Promise<string> {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  // A command that does not want it may be gone before it has read it.
  child.stdin.on('error', () => undefined);
  if (inputFile === null) child.stdin.end();
  else createReadStream(inputFile).pipe(child.stdin);
  const giveUp = new AbortController();
  const code = await Promise.race([
    Promise.all([ended, text(child.stdout)]),
    wait(timeoutMs, null, { signal: giveUp.signal }),
  ]);
  giveUp.abort();
  if (code === null) child.kill('SIGKILL');
  const [status, printed] = code ?? [null, ''];
  if (status !== 0)
    throw new Error(
      `密钥命令失败（${code === null ? '超时' : `退出码 ${String(status)}`}）。 The key command failed ${code === null ? 'to answer in time' : `with ${String(status)}`}: is the KMS reached, and may this account ask it?`,
    );
  return printed;
}
