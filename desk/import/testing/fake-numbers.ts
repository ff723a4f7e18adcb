/** Numbers that check and belong to nobody, the same for the same seed. */
import { passesLuhn } from '../../../domain/identifiers/bank-card.ts';
import { parseResidentId } from '../../../domain/identifiers/resident-id.ts';
import { parseUscc } from '../../../domain/identifiers/uscc.ts';

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function fakeMobile(index: number): string {
  return `1990000${digits(index, 4)}`;
}

export function fakeResidentId(index: number): string {
  const year = 1950 + (index % 50);
  const body = `110101${year}${digits(1 + (index % 12), 2)}${digits(1 + (index % 28), 2)}${digits(index % 1000, 3)}`;
  return withCheck(body, '0123456789X', (candidate) => parseResidentId(candidate).ok);
}

/** @param prefix `91` for a company, `92` for a sole trader */
export function fakeUscc(index: number, prefix: '91' | '92'): string {
  const body = `${prefix}110101MA${digits(index, 7)}`;
  return withCheck(body, '0123456789ABCDEFGHJKLMNPQRTUWXY', (candidate) => parseUscc(candidate).ok);
}

export function fakeCard(index: number): string {
  const body = `622202${digits(index, 9)}`;
  return withCheck(body, '0123456789', passesLuhn);
}

export function fakeMerchantNo(index: number): string {
  return `10210005411${digits(index, 4)}`;
}

function withCheck(body: string, alphabet: string, checks: (candidate: string) => boolean): string {
  for (const character of alphabet) if (checks(body + character)) return body + character;
  throw new Error('one check character always fits');
}

export function digits(value: number, width: number): string {
  return String(value % 10 ** width).padStart(width, '0');
}
