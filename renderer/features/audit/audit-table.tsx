import { Link } from '@tanstack/react-router';
import { Table, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../contract/desk-api/people.ts';
import type { UserRef } from '../../../contract/desk-api/shared.ts';
import { SYSTEM_USER_ID } from '../../../domain/kernel/actor.ts';
import { formatInstant } from '../../ui/format.ts';

const HASH_SHOWN = 10;

/** One page of the log. `people` puts names to what was done to colleagues. */
export function AuditTable({
  entries,
  people,
}: {
  readonly entries: readonly AuditEntry[];
  readonly people: readonly UserRef[];
}): ReactNode {
  const { t } = useTranslation('audit');
  return (
    <Table
      className="card audit-table"
      size="small"
      aria-label={t('list')}
      rowKey="seq"
      dataSource={entries}
      pagination={false}
      scroll={{ y: 'calc(100vh - 250px)' }}
      columns={[
        { title: t('column.seq'), dataIndex: 'seq', width: 64, align: 'right' },
        { title: t('column.at'), width: 150, render: (_, { at }) => formatInstant(at, 'full') },
        { title: t('column.by'), width: 110, ellipsis: true, render: (_, { by }) => <Who by={by} /> },
        { title: t('column.act'), width: 150, render: (_, { act }) => t(`auditAct.${act}`, { defaultValue: act }) },
        {
          title: t('column.record'),
          width: 190,
          ellipsis: true,
          render: (_, { record }) => <RecordLink record={record} people={people} />,
        },
        { title: t('column.reason'), width: '16%', render: (_, { reason }) => (reason === '' ? '—' : reason) },
        { title: t('column.data'), render: (_, { data }) => <Details data={data} /> },
        {
          title: t('column.hash'),
          width: 104,
          render: (_, { hash }) => (
            <Tooltip title={hash}>
              <code className="audit-hash">{hash.slice(0, HASH_SHOWN)}</code>
            </Tooltip>
          ),
        },
      ]}
    />
  );
}

function Who({ by }: Pick<AuditEntry, 'by'>): ReactNode {
  const { t } = useTranslation('audit');
  if (by === null) return <span className="mute">{t('unknown')}</span>;
  return by.userId === SYSTEM_USER_ID ? t('system') : by.displayName;
}

/** What an act was done to, with a way there for what has a page that an auditor may open. */
function RecordLink({
  record,
  people,
}: Pick<AuditEntry, 'record'> & { readonly people: readonly UserRef[] }): ReactNode {
  const { t } = useTranslation('audit');
  const [type = '', ...rest] = record.split('/');
  const id = rest.join('/');
  if (id === '') return record === '' ? '—' : record;
  if (type === 'case')
    return (
      <Link to="/cases/$caseId" params={{ caseId: id }}>
        {t('record.case')} {id}
      </Link>
    );
  if (type === 'order')
    return (
      <Link to="/orders/$orderNo" params={{ orderNo: id }}>
        {t('record.order')} {id}
      </Link>
    );
  const name = type === 'user' ? people.find((one) => one.userId === id)?.displayName : undefined;
  return (
    <span title={record}>
      {t(`record.${type}`, { defaultValue: type })} {name ?? id}
    </span>
  );
}

/** What is recorded with an act, in words: never a value that was looked at, only which. */
function Details({ data }: Pick<AuditEntry, 'data'>): ReactNode {
  const { t } = useTranslation('audit');
  const words = (key: string, value: AuditEntry['data'][string]): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (Array.isArray(value))
      return value.map((one) => t(`common:role.${one}`, { defaultValue: one })).join(t('listComma'));
    const text = String(value);
    if (key === 'field') return t(`field.${text}`, { defaultValue: text });
    if (key === 'refusal') return t(`refusal:${text}.what`, { defaultValue: text });
    return key === 'kind' ? t(`terms:evidenceKind.${text}`, { defaultValue: text }) : text;
  };
  return (
    <dl className="audit-details">
      {Object.entries(data).map(([key, value]) =>
        value === null ? null : (
          <div key={key}>
            <dt>{t(`data.${key}`, { defaultValue: key })}</dt>
            <dd>{words(key, value)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
