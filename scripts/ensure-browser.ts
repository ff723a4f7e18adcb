import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { packageBin, runCommand, runNode } from './test/command.ts';
import { installDebianPackages, lastLine } from './test/debian.ts';

/** A program that a host needs, or why it cannot be had here. */
export type Found = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly reason: string };

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const DEBIAN_PACKAGES = ['chromium', 'fonts-wqy-zenhei', 'xvfb', 'xauth'];

/** Finds a Chromium that starts: `CHROMIUM_PATH`, the system's, Playwright's own; else installs one where it may. */
export async function ensureChromium(): Promise<Found> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) {
    return (await starts(named)) ? { ok: true, path: named } : { ok: false, reason: 'CHROMIUM_PATH does not start' };
  }
  const here = await firstThatStarts();
  if (here !== undefined) return { ok: true, path: here };

  console.log("No Chromium found. Fetching Playwright's ...");
  const args = ['install', 'chromium'];
  const download = await runNode(packageBin('@playwright/test', 'playwright'), args, { timeoutMs: 150_000 });
  const downloaded = await firstThatStarts();
  if (downloaded !== undefined) return { ok: true, path: downloaded };

  const refused = await installDebianPackages(DEBIAN_PACKAGES);
  const installed = await firstThatStarts();
  if (installed !== undefined) return { ok: true, path: installed };
  return {
    ok: false,
    reason: `Playwright's: ${lastLine(download.output)}; the system's: ${refused ?? 'does not start'}`,
  };
}

/** The first folder of the PATH that holds a program of this name, with the name. */
export function findOnPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

async function firstThatStarts(): Promise<string | undefined> {
  const candidates = [...SYSTEM_NAMES.map(findOnPath), chromium.executablePath()];
  for (const candidate of candidates) {
    if (candidate !== undefined && (await starts(candidate))) return candidate;
  }
  return undefined;
}

/** On Linux a browser can be there and still lack a library; elsewhere its being there is enough. */
async function starts(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  if (process.platform !== 'linux') return true;
  return (await runCommand(path, ['--no-sandbox', '--version'], { timeoutMs: 30_000 })).code === 0;
}
