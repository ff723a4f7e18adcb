import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';

/** Where a customer can turn, ours and the regulator's. */
export function ChannelList({ channels }: { readonly channels: PolicyView['channels'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <Table
      size="small"
      aria-label={t('tab.channels')}
      rowKey={({ name, value }) => `${name.zh}:${value}`}
      dataSource={channels}
      pagination={false}
      columns={[
        {
          title: t('channel.kind'),
          width: 120,
          render: (_, { channel }) => <Tag>{t(`channel.${channel}`, { defaultValue: t('channel.other') })}</Tag>,
        },
        { title: t('channel.name'), render: (_, { name }) => localized(name) },
        { title: t('channel.value'), render: (_, { value }) => <b>{value}</b> },
        { title: t('channel.region'), render: (_, { region }) => localized(region) },
        { title: t('channel.hours'), render: (_, { hours }) => localized(hours) },
      ]}
    />
  );
}

/** The institutions that may take payments, with their licences. */
export function LicenceList({ licences }: { readonly licences: PolicyView['licences'] }): ReactNode {
  const { t } = useTranslation('policy');
  return (
    <Table
      size="small"
      aria-label={t('tab.licences')}
      rowKey="licenceNo"
      dataSource={licences}
      pagination={false}
      columns={[
        { title: t('licence.name'), dataIndex: 'name' },
        { title: t('licence.no'), dataIndex: 'licenceNo' },
        { title: t('licence.validTo'), dataIndex: 'validTo' },
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
