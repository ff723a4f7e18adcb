/** What the page fetches: at its start, and for each part that is fetched when it is first opened. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { z } from 'zod';
import { viteConfig } from '../../build/targets.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    isDynamicEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
export type Manifest = z.infer<typeof manifestSchema>;

export interface BundlePart {
  /** The source that is fetched on demand; `start` for what every page needs. */
  readonly part: string;
  /** Of scripts and styles, beyond what the start has fetched. */
  readonly bytes: number;
  readonly gzipBytes: number;
}

export async function bundleParts(): Promise<BundlePart[]> {
  const outDir = mkdtempSync(join(tmpdir(), 'chedan-bench-bundle-'));
  try {
    const config = viteConfig('renderer');
    await build({ ...config, build: { ...config.build, outDir, manifest: true } });
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8')));
    return filesByPart(manifest).map(({ part, files }) => {
      const contents = files.map((file) => readFileSync(join(outDir, file)));
      return {
        part,
        bytes: contents.reduce((sum, { length }) => sum + length, 0),
        gzipBytes: contents.reduce((sum, content) => sum + gzipSync(content).length, 0),
      };
    });
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** The files of each part, those that the start fetches in none but the first. */
export function filesByPart(manifest: Manifest): { part: string; files: string[] }[] {
  const closure = (name: string, seen: Set<string>): Set<string> => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const imported of manifest[name]?.imports ?? []) closure(imported, seen);
    return seen;
  };
  const filesOf = (names: ReadonlySet<string>): string[] => [
    ...new Set([...names].flatMap((name) => [manifest[name]?.file ?? [], manifest[name]?.css ?? []].flat())),
  ];
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true);
  if (entry === undefined) throw new Error('a bundle without a start');
  const start = filesOf(closure(entry, new Set()));
  const parts = Object.keys(manifest)
    .filter((name) => manifest[name]?.isDynamicEntry === true)
    .map((part) => ({ part, files: filesOf(closure(part, new Set())).filter((file) => !start.includes(file)) }));
  return [{ part: 'start', files: start }, ...parts];
}
