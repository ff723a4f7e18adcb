import { runCommand } from './command.ts';

/**
 * Installs Debian packages where this process may: as root, with apt-get.
 * @returns why it did not, or undefined once they are there.
 */
export async function installDebianPackages(packages: readonly string[]): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'not a Linux machine';
  if (process.getuid?.() !== 0) return `not root; install ${packages.join(', ')} with the system's package manager`;
  console.log(`Installing ${packages.join(', ')} with apt-get ...`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-qq'], { timeoutMs: 180_000, env });
  if (update.code !== 0) return `apt-get update failed: ${lastLine(update.output)}`;
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  const install = await runCommand('apt-get', args, { timeoutMs: 420_000, env });
  return install.code === 0 ? undefined : `apt-get install failed: ${lastLine(install.output)}`;
}

/** The last line that says something. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
