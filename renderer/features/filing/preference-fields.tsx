import { AutoComplete, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { PREFERRED_CHANNELS, type PreferredChannel } from '../../../domain/parties/events.ts';
import { FIELD } from './missing.ts';
import type { FilingDrafts } from './use-filing.ts';

const HOURS = ['any', 'workdays', 'evenings', 'weekend'] as const;

/** How and when the customer wants to hear from us (A14). */
export function PreferenceFields({ drafts }: { readonly drafts: FilingDrafts }): ReactNode {
  const { t } = useTranslation('filing');
  const { channel, hours } = drafts.typed.value;
  return (
    <section className="card filing-block" aria-labelledby="filing-preference-title">
      <div className="filing-line">
        <h2 id="filing-preference-title">{t('preference.title')}</h2>
        <Radio.Group
          id={FIELD.preference}
          aria-label={t('preference.channel')}
          optionType="button"
          value={channel}
          options={PREFERRED_CHANNELS.map((value) => ({ value, label: t(`terms:preferredChannel.${value}`) }))}
          onChange={(event) => drafts.change({ channel: event.target.value as PreferredChannel })}
        />
        <AutoComplete
          className="grow"
          aria-label={t('preference.hours')}
          placeholder={t('preference.hours')}
          defaultActiveFirstOption={false}
          maxLength={100}
          value={hours}
          options={HOURS.map((key) => ({ value: t(`preference.times.${key}`) }))}
          onChange={(text: string) => drafts.change({ hours: text })}
        />
      </div>
    </section>
  );
}
