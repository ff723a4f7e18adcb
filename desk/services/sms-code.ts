/**
 * One-time codes to the registered mobile: five minutes, one use, three tries. What is stored is a hash; the code itself is
 * in the message and nowhere else. @rule 6 @rule V-11
 */
import { attempt, transaction } from '../../db/open/database.ts';
import { deleteSmsCode, getSmsCode, lastCodeSentTo, saveSmsCode } from '../../db/queries/sms-codes.ts';
import { maskMobile } from '../../domain/identifiers/mask.ts';
import { parseMobile } from '../../domain/identifiers/mobile.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { normaliseIdentifier } from '../../domain/text/normalise.ts';
import type { DeskDeps } from '../deps.ts';
import { keyedHashOf, sameHash } from './keyed-hash.ts';

const CODE_VALID_MS = 5 * MINUTE_MS;
const RESEND_AFTER_MS = MINUTE_MS;
const MAX_WRONG_TRIES = 3;
/** Nobody needs more codes in one contact; whoever asks for them is filling somebody's phone. */
const MAX_SENT_PER_CONTACT = 5;
const CODE_DIGITS = 6;

type SmsDeps = Pick<DeskDeps, 'db' | 'now' | 'newId' | 'randomBytes' | 'smsGateway' | 'log' | 'changes'>;

export interface CodeSent {
  readonly sentToMasked: string;
  /** `unknown`: it may have been sent, so the code counts all the same. */
  readonly outcome: 'accepted' | 'unknown';
  readonly expiresAt: UtcMs;
}

/** Whom a code is for, and the mobile it goes to: the registered one, or a delegate's own. */
export interface CodeFor {
  readonly partyId: string;
  readonly mobile: string | null;
}

/**
 * Sends a fresh code to the mobile on record, whatever number the caller is on. It proves that number alone. The one before it no longer counts. Refuses
 * `no_registered_mobile`, `sms_code_throttled` (`{ retryAt }`; null when this contact has had its share), `sms_gateway_failed`
 * where nothing was sent.
 */
export async function sendCode(deps: SmsDeps, contactId: string, to: CodeFor): Promise<Result<CodeSent>> {
  const { db, now, smsGateway, log } = deps;
  const mobile = parseMobile(to.mobile ?? '');
  if (!mobile.ok) return refuse('no_registered_mobile');
  const at = now();
  const last = lastCodeSentTo(db, to.partyId);
  if (last !== null && at < last + RESEND_AFTER_MS) {
    return refuse('sms_code_throttled', { retryAt: last + RESEND_AFTER_MS });
  }
  const sentCount = (getSmsCode(db, contactId)?.sentCount ?? 0) + 1;
  if (sentCount > MAX_SENT_PER_CONTACT) return refuse('sms_code_throttled', { retryAt: null });

  const code = drawCode(deps.randomBytes);
  const expiresAt = at + CODE_VALID_MS;
  const codeHash = keyedHashOf(deps)(sentAs(mobile.value, code)).toString('hex');
  // Stored before it is sent: a code that arrives while the answer is lost must be known here.
  const stored = attempt(db, () => {
    saveSmsCode(db, {
      contactId,
      partyId: to.partyId,
      codeHash,
      sentAt: at,
      expiresAt,
      sentCount,
      wrongTries: 0,
      usedAt: null,
    });
    return ok(true);
  });
  if (!stored.ok) return stored;
  const sent = await smsGateway.send({ to: mobile.value, text: messageOf(code), reference: deps.newId() });
  deps.changes.publish([`contact/${contactId}`]);
  if (sent.ok || sent.refusal.data['outcome'] === 'unknown') {
    log.info('sms_sent', { recordId: contactId });
    return ok({ sentToMasked: maskMobile(mobile.value), outcome: sent.ok ? 'accepted' : 'unknown', expiresAt });
  }
  log.warn('sms_not_sent', { recordId: contactId });
  transaction(db, () => deleteSmsCode(db, contactId));
  return sent;
}

/**
 * Whether what was said is the code that was sent for this party in this contact. A right one is used up, a wrong one is
 * counted; in the caller's transaction. Refuses `sms_code_not_sent` where no code is alive.
 */
export function checkCode(
  deps: Pick<DeskDeps, 'db' | 'now' | 'randomBytes'>,
  { contactId, partyId, mobile, said }: CodeFor & { contactId: string; said: string },
): Result<'match' | 'mismatch'> {
  const { db, now } = deps;
  const code = getSmsCode(db, contactId);
  const number = parseMobile(mobile ?? '');
  const alive =
    code !== null &&
    number.ok &&
    code.partyId === partyId &&
    code.usedAt === null &&
    code.wrongTries < MAX_WRONG_TRIES &&
    now() < code.expiresAt;
  if (!alive) return refuse('sms_code_not_sent');
  const matches = sameHash(
    keyedHashOf(deps)(sentAs(number.value, normaliseIdentifier(said))),
    Buffer.from(code.codeHash, 'hex'),
  );
  saveSmsCode(db, matches ? { ...code, usedAt: now() } : { ...code, wrongTries: code.wrongTries + 1 });
  return ok(matches ? 'match' : 'mismatch');
}

/** What is hashed: a code that went to one number says nothing about another. */
function sentAs(mobile: string, code: string): string {
  return `${mobile} ${code}`;
}

/** Six digits. Seven bytes against a million codes leave no bias worth a name. */
function drawCode(randomBytes: DeskDeps['randomBytes']): string {
  let number = 0n;
  for (const byte of randomBytes(7)) number = number * 256n + BigInt(byte);
  return String(number % 10n ** BigInt(CODE_DIGITS)).padStart(CODE_DIGITS, '0');
}

/** What the customer reads. It says what nobody of ours will ever ask for. */
function messageOf(code: string): string {
  return `【撤单台】您的核身验证码为 ${code}，5 分钟内有效，仅供本次通话核实身份。工作人员不会索要您的银行卡密码或其他验证码。`;
}
