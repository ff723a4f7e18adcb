import { CASE_CODE_RANDOM_RANGE, makeCaseCode } from '../identifiers/case-code.ts';
import type { DecideContext } from '../kernel/command.ts';
import { localDateOf } from '../policy/calendar.ts';

/** A new code for the customer, of today in Shanghai. Seven bytes against some 2^24 codes leave no bias worth a name. */
export function drawCaseCode({ now, randomBytes }: DecideContext): string {
  let number = 0n;
  for (const byte of randomBytes(7)) number = number * 256n + BigInt(byte);
  return makeCaseCode(localDateOf(now), Number(number % BigInt(CASE_CODE_RANDOM_RANGE)));
}
