import { mobile, personName, residentId, terminalSn } from '../../desk/demo/made-up.ts';
import { expect } from '../fixtures/desk.ts';
import type { Desk } from '../fixtures/desk.ts';

export interface Customer {
  readonly mobile: string;
  readonly name: string;
  readonly idNo: string;
  readonly last6: string;
  /** Of the terminal in this customer's story, which is the next one in number. */
  readonly terminalSn: string;
}

/** A customer of the demonstration whose story is told. */
export function customer(index: number): Customer {
  const idNo = residentId(index);
  return {
    mobile: mobile(index),
    name: personName(index),
    idNo,
    last6: idNo.slice(-6),
    terminalSn: terminalSn(index + 1),
  };
}

/** Reads the newest code from the customer's phone, once it is there. */
export function codeOn({ sms }: Desk, { mobile: number }: Customer): () => Promise<string> {
  return async () => {
    const before = sms.inbox(number).length;
    const newest = (): string => /\d{6}/.exec(sms.inbox(number)[0]?.text ?? '')?.[0] ?? '';
    await expect.poll(newest, { message: `a code, after ${before} messages` }).not.toBe('');
    return newest();
  };
}
