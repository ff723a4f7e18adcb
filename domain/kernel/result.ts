import type { Refusal, RefusalCode, RefusalData } from './refusal.ts';

/** A value, or a refusal that a person can read. Exceptions are for bugs only. */
export type Result<T> = Ok<T> | Refused;
export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Refuses with a code from the catalogue; `data` fills the sentence shown, so it never holds an unmasked value. */
export function refuse(code: RefusalCode, data: RefusalData = {}): Refused {
  return { ok: false, refusal: { code, data } };
}
