import { EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Popover, Select } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { REVEAL_FIELDS } from '../../contract/desk-api/people.ts';
import { desk } from '../app/query.ts';
import { useNow } from './format.ts';
import { RefusalNotice } from './refusal.tsx';

type RevealRecord =
  | { type: 'party'; partyId: string }
  | { type: 'order'; orderNo: string }
  | { type: 'contact'; contactId: string }
  | { type: 'callback'; callbackId: string };
type RevealField = (typeof REVEAL_FIELDS)[number];

const REASONS = ['readBack', 'dial', 'deliver', 'compare', 'customerAsks', 'investigate'] as const;

interface Props {
  readonly masked: string;
  readonly record: RevealRecord;
  readonly field: RevealField;
  /** The contact in hand: agents and clerks may reveal only what belongs to whom they verified in it. */
  readonly contactId: string | null;
  /** Why one looks, where what is being done says it already: then nothing is asked. */
  readonly because?: string;
}

/** A masked value. The eye asks for a reason, then shows the whole value for 60 seconds; each look is logged. */
export function Masked({ masked, record, field, contactId, because }: Props): ReactNode {
  const { t } = useTranslation('masked');
  const [asking, setAsking] = useState(false);
  const reveal = useMutation(desk.privacy.reveal.mutationOptions({ gcTime: 0, onSuccess: () => setAsking(false) }));
  const now = useNow();
  const left = reveal.data === undefined ? 0 : Math.ceil((reveal.data.expiresAt - now) / 1000);
  const forget = reveal.reset;
  const expired = reveal.data !== undefined && left <= 0;
  useEffect(() => {
    if (expired) forget();
  }, [expired, forget]);

  if (reveal.data !== undefined && left > 0) {
    return (
      <span>
        <b>{reveal.data.revealedValue}</b>{' '}
        <Button size="small" type="text" onClick={forget}>
          <span className="visually-hidden">{t('hide')} </span>
          {t('left', { seconds: left })}
        </Button>
      </span>
    );
  }
  if (because !== undefined) {
    return (
      <span>
        {masked}{' '}
        <Button
          size="small"
          type="text"
          icon={<EyeOutlined />}
          aria-label={t('reveal')}
          title={t('logged')}
          loading={reveal.isPending}
          onClick={() => reveal.mutate({ record, field, reason: because, contactId })}
        />
        <RefusalNotice error={reveal.error} />
      </span>
    );
  }
  return (
    <span>
      {masked}{' '}
      <Popover
        trigger="click"
        open={asking}
        onOpenChange={setAsking}
        title={t('why')}
        content={
          <div style={{ display: 'grid', gap: 8, width: 240 }}>
            <Select
              autoFocus
              aria-label={t('why')}
              placeholder={t('choose')}
              options={REASONS.map((reason) => ({ value: t(`reason.${reason}`), label: t(`reason.${reason}`) }))}
              onChange={(reason: string) => reveal.mutate({ record, field, reason, contactId })}
              loading={reveal.isPending}
            />
            <span className="mute">{t('logged')}</span>
            <RefusalNotice error={reveal.error} />
          </div>
        }
      >
        <Button size="small" type="text" icon={<EyeOutlined />} aria-label={t('reveal')} />
      </Popover>
    </span>
  );
}
