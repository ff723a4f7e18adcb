import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

/** One message to one mobile number. It never reaches a log: the number and the text are personal data. */
export interface SmsMessage {
  /** Mainland mobile number, eleven digits. */
  readonly to: string;
  readonly text: string;
  /** Ours, one per message: a gateway that has accepted it before answers the same again and delivers nothing twice. */
  readonly reference: string;
}

/** What the gateway says once it has taken a message. Taken is not delivered. */
export interface SmsAccepted {
  readonly gatewayId: string;
  readonly acceptedAt: UtcMs;
}

/**
 * What is known after a send that was not accepted: `refused` means that nothing was sent; `unknown` means that it may have
 * been (no answer in time, a connection that broke, an answer that makes no sense), so a retry keeps the same `reference`.
 */
export type SmsFailure = 'refused' | 'unknown';

/** The way out for text messages. Refuses with `sms_gateway_failed` and `{ outcome: SmsFailure }`; never throws. */
export interface SmsGateway {
  send(message: SmsMessage): Promise<Result<SmsAccepted>>;
}
