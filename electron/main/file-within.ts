import { join, normalize, sep } from 'node:path';

/** The file that a URL's path names, undefined when it leads out of the folder. */
export function fileWithin(folder: string, pathname: string): string | undefined {
  try {
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    return path.startsWith(folder + sep) && !path.includes('\0') ? path : undefined;
  } catch {
    // A malformed escape names no file.
    return undefined;
  }
}
