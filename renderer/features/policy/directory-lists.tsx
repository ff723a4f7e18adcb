import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';

/** Where a customer can turn, ours and the regulator's. */
export function ChannelList({ channels }: { readonly channels: PolicyView['channels'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <ScrollTable
      label={t('tab.channels')}
      rowKey={({ name, value }) => `${name.zh}:${value}`}
      rows={channels}
      columns={[
        {
          key: 'kind',
          title: t('channel.kind'),
          width: '120px',
          render: ({ channel }) => <Tag>{t(`channel.${channel}`, { defaultValue: t('channel.other') })}</Tag>,
        },
        { key: 'name', title: t('channel.name'), render: ({ name }) => localized(name) },
        { key: 'value', title: t('channel.value'), render: ({ value }) => <b>{value}</b> },
        { key: 'region', title: t('channel.region'), render: ({ region }) => localized(region) },
        { key: 'hours', title: t('channel.hours'), render: ({ hours }) => localized(hours) },
      ]}
    />
  );
}

/** The institutions that may take payments, with their licences. */
export function LicenceList({ licences }: { readonly licences: PolicyView['licences'] }): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <ScrollTable
      label={t('tab.licences')}
      rowKey={({ licenceNo }) => licenceNo}
      rows={licences}
      columns={[
        { key: 'name', title: t('licence.name'), render: ({ name }) => name },
        { key: 'no', title: t('licence.no'), render: ({ licenceNo }) => licenceNo },
        { key: 'validTo', title: t('licence.validTo'), render: ({ validTo }) => validTo },
      ]}
    />
  );
}

/** What a customer may be asked to bring or send. */
export function MaterialList({ materials }: { readonly materials: PolicyView['materials'] }): ReactNode {
  const localized = useLocalized();
  return (
    <ul className="policy-materials">
      {materials.map(({ materialId, name }) => (
        <li key={materialId} className="card">
          {localized(name)}
        </li>
      ))}
    </ul>
  );
}
