import { z } from 'zod';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Refused, Result } from '../../domain/kernel/result.ts';
import type { SmsAccepted, SmsFailure, SmsGateway, SmsMessage } from './sms-gateway.ts';

const acceptedSchema = z.object({ gatewayId: z.string().min(1), acceptedAt: z.int().nonnegative() });

export interface HttpSmsGatewayOptions {
  /** Where the gateway listens; messages go to `<baseUrl>/send`. */
  readonly baseUrl: string;
  /** How long to wait for an answer, in milliseconds, before the outcome is unknown. */
  readonly timeoutMs?: number;
}

/**
 * Sends over HTTP: `POST /send {to, text, reference}`, answered by `{gatewayId, acceptedAt}`. A 4xx, and a 503, say that nothing was
 * sent (`refused`); everything else that is not a well-formed acceptance leaves the outcome `unknown`.
 */
export function createHttpSmsGateway({ baseUrl, timeoutMs = 5_000 }: HttpSmsGatewayOptions): SmsGateway {
  const endpoint = new URL('send', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  return { send: (message) => post(endpoint, timeoutMs, message) };
}

async function post(endpoint: URL, timeoutMs: number, message: SmsMessage): Promise<Result<SmsAccepted>> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: message.to, text: message.text, reference: message.reference }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (!response.ok) return failed(saysNothingWasSent(response.status) ? 'refused' : 'unknown');
    const accepted = acceptedSchema.safeParse(await response.json());
    return accepted.success ? ok(accepted.data) : failed('unknown');
  } catch (error) {
    // The error itself is dropped: its cause can quote the request.
    return failed(neverConnected(error) ? 'refused' : 'unknown');
  }
}

function failed(outcome: SmsFailure): Refused {
  return refuse('sms_gateway_failed', { outcome });
}

/** 408 is a timeout on their side: the message may have got through. */
function saysNothingWasSent(status: number): boolean {
  return (status >= 400 && status < 500 && status !== 408) || status === 503;
}

function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}
