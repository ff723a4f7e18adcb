import { refuse } from './result.ts';
import type { Refused } from './result.ts';

/** What the system calls say of a disk they cannot write or read. */
const DISK_CODES: Readonly<Record<string, 'disk_full' | 'disk_read_only' | 'disk_failed'>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EFBIG: 'disk_full',
  EROFS: 'disk_read_only',
  EACCES: 'disk_read_only',
  EPERM: 'disk_read_only',
  EIO: 'disk_failed',
  ENODEV: 'disk_failed',
  ENXIO: 'disk_failed',
  ESTALE: 'disk_failed',
  // A folder that was made a moment ago is gone, and the disk that it is on with it. Who looks for a file that need not be there handles that.
  ENOENT: 'disk_failed',
  EMFILE: 'disk_failed',
  ENFILE: 'disk_failed',
};

/**
 * The refusal that the error of a system call on a file stands for: `disk_full`, `disk_read_only` or `disk_failed` (`{ code }`);
 * null for any other exception.
 */
export function diskRefusal(error: unknown): Refused | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const { code } = error;
  // What Node says of folders to be made one in another on a read-only disk.
  if (code === 'ENOENT' && error.syscall === 'mkdir') return refuse('disk_read_only');
  const known = typeof code === 'string' ? DISK_CODES[code] : undefined;
  if (known === undefined || typeof code !== 'string') return null;
  return known === 'disk_failed' ? refuse(known, { code }) : refuse(known);
}
