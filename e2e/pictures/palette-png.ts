import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;
/** Of which the most frequent; the others are those that none of these resembles, such as a word in red. */
const FREQUENT = 192;
const PALETTE_TYPE = 3;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Base64 of RGBA, row by row. */
  readonly rgba: string;
}

/** The same picture in 256 colours: a third of the bytes, and no difference to see in a console's flat surfaces. */
export async function toPalettePng(png: Buffer, decoder: Page): Promise<Buffer> {
  const { width, height, rgba } = await decoder.evaluate(decode, png.toString('base64'));
  const { palette, indexes } = quantise(Buffer.from(rgba, 'base64'));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(indexes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE_TYPE, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Runs in the browser, which knows how to read a PNG. */
async function decode(base64: string): Promise<Pixels> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas?.drawImage(bitmap, 0, 0);
  const { data = new Uint8ClampedArray() } = canvas?.getImageData(0, 0, width, height) ?? {};
  const part = 0x80_00;
  let binary = '';
  for (let from = 0; from < data.length; from += part)
    binary += String.fromCodePoint(...data.subarray(from, from + part));
  return { width, height, rgba: btoa(binary) };
}

function quantise(rgba: Buffer): { readonly palette: Buffer; readonly indexes: Buffer } {
  const colourAt = (pixel: number): number => rgba.readUIntBE(pixel * 4, 3);
  const pixels = rgba.length / 4;
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const kept = keptOf(counts);
  const nearest = new Map([...counts.keys()].map((colour) => [colour, nearestOf(kept, colour)]));
  const palette = Buffer.alloc(kept.length * 3);
  kept.forEach((colour, at) => palette.writeUIntBE(colour, at * 3, 3));
  const indexes = Buffer.alloc(pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) indexes[pixel] = nearest.get(colourAt(pixel)) ?? 0;
  return { palette, indexes };
}

function keptOf(counts: ReadonlyMap<number, number>): readonly number[] {
  const kept = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, FREQUENT)
    .map(([colour]) => colour);
  const off = new Map<number, number>();
  for (const colour of counts.keys()) off.set(colour, Math.min(...kept.map((other) => distance(other, colour))));
  while (kept.length < Math.min(COLOURS, counts.size)) {
    const loss = (colour: number): number => (off.get(colour) ?? 0) * (counts.get(colour) ?? 0);
    const missed = [...off.keys()].reduce((worst, colour) => (loss(colour) > loss(worst) ? colour : worst));
    kept.push(missed);
    for (const [colour, least] of off) off.set(colour, Math.min(least, distance(missed, colour)));
  }
  return kept;
}

function nearestOf(kept: readonly number[], colour: number): number {
  let best = 0;
  let least = Infinity;
  kept.forEach((other, at) => {
    const off = distance(other, colour);
    if (off >= least) return;
    least = off;
    best = at;
  });
  return best;
}

/** How unlike two colours are, squared. */
function distance(one: number, other: number): number {
  const red = (other >> 16) - (one >> 16);
  const green = ((other >> 8) & 255) - ((one >> 8) & 255);
  const blue = (other & 255) - (one & 255);
  return red * red + green * green + blue * blue;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
