import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import { formatInstant } from '../../ui/format.ts';
import { LevelBadge } from '../../ui/level-badge.tsx';

interface Props {
  readonly contacts: readonly ContactView[];
  readonly value: string | null;
  onChange(contactId: string): void;
}

/** Which of my contacts that are going on an act belongs to; says how to begin one where there is none. */
export function ContactChoice({ contacts, value, onChange }: Props): ReactNode {
  const { t } = useTranslation('cases');
  if (contacts.length === 0) return <p className="case-warn">{t('contactChoice.none')}</p>;
  return (
    <Radio.Group
      className="case-choice"
      aria-label={t('contactChoice.label')}
      value={value}
      onChange={(event) => onChange(String(event.target.value))}
      options={contacts.map((contact) => ({
        value: contact.contactId,
        label: (
          <span>
            {t(`terms:channel.${contact.channel}`)} {formatInstant(contact.startedAt, 'clock')} ·{' '}
            {contact.party?.personMasked ?? contact.cliMasked ?? t('contactChoice.unknown')}{' '}
            <LevelBadge level={contact.verification.level} />
          </span>
        ),
      }))}
    />
  );
}
