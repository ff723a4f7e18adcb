import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { VerificationView } from '../../../contract/desk-api/contacts.ts';
import { desk, queryClient } from '../../app/query.ts';
import { formatTimer, useNow } from '../../ui/format.ts';

const RESEND_AFTER_MS = 60_000;

export interface CodeSending {
  readonly sent: boolean;
  readonly label: string;
  readonly hint: string;
  readonly pending: boolean;
  readonly maySend: boolean;
  readonly error: unknown;
  send(): void;
}

/** The one-time code: to the registered mobile, or a delegate's own, whatever number the caller is on; again after a minute. */
export function useCodeSending(contactId: string, view: VerificationView): CodeSending {
  const { t } = useTranslation('verify');
  const now = useNow();
  const send = useMutation(
    desk.verification.sendCode.mutationOptions({
      onSettled: () =>
        queryClient.invalidateQueries({ queryKey: desk.contacts.get.queryKey({ input: { contactId } }) }),
    }),
  );
  const sentAt = view.codeSentAt;
  const waits = sentAt === null ? 0 : Math.max(0, sentAt + RESEND_AFTER_MS - now);
  const alive = view.codeExpiresAt !== null && view.codeExpiresAt > now;
  const to = view.registeredMobileMasked;
  const delegate = view.subject === 'delegate';
  const hint = (): string => {
    if (to === null) return t(delegate ? 'code.noMobileOfDelegate' : 'code.noMobile');
    if (send.data?.outcome === 'unknown') return t('code.unknown', { number: to });
    if (sentAt === null) return t(delegate ? 'code.willGoToDelegate' : 'code.willGoTo', { number: to });
    if (!alive) return t('code.expired', { number: to });
    return t('code.sentTo', { number: to, left: formatTimer((view.codeExpiresAt ?? now) - now) });
  };
  return {
    sent: sentAt !== null && alive,
    label:
      waits > 0
        ? t('code.again', { seconds: Math.ceil(waits / 1000) })
        : t(sentAt === null ? 'code.send' : 'code.resend'),
    hint: hint(),
    pending: send.isPending,
    maySend: to !== null && waits === 0,
    error: send.error,
    send: () => send.mutate({ contactId }),
  };
}

export function SendCodeButton({ sending }: { readonly sending: CodeSending }): ReactNode {
  return (
    <Button disabled={!sending.maySend} loading={sending.pending} onClick={sending.send}>
      {sending.label}
    </Button>
  );
}
