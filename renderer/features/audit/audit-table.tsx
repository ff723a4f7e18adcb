import { Link } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../contract/desk-api/people.ts';
import type { UserRef } from '../../../contract/desk-api/shared.ts';
import { SYSTEM_USER_ID } from '../../../domain/kernel/actor.ts';
import { formatInstant } from '../../ui/format.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';

const HASH_SHOWN = 10;
/** Identifiers made by this program are long and differ at the end; numbers people know are shorter. */
const LONG_ID = 24;
const ID_SHOWN = 8;

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
    <ScrollTable
      label={t('list')}
      rowKey={({ seq }) => seq}
      rows={entries}
      columns={[
        { key: 'seq', title: t('column.seq'), render: ({ seq }) => seq, width: '64px', align: 'right' },
        { key: 'at', title: t('column.at'), width: '150px', render: ({ at }) => formatInstant(at, 'full') },
        { key: 'by', title: t('column.by'), width: '110px', render: ({ by }) => <Who by={by} /> },
        {
          key: 'act',
          title: t('column.act'),
          width: '150px',
          render: ({ act }) => t(`auditAct.${act}`, { defaultValue: act }),
        },
        {
          key: 'record',
          title: t('column.record'),
          width: '160px',
          render: ({ record }) => <RecordLink record={record} people={people} />,
        },
        {
          key: 'reason',
          title: t('column.reason'),
          width: '13%',
          render: ({ reason }) => (reason === '' ? '—' : reason),
        },
        { key: 'data', title: t('column.data'), render: ({ data }) => <Details data={data} /> },
        {
          key: 'hash',
          title: t('column.hash'),
          width: '104px',
          render: ({ hash }) => (
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
  const shown = id.length > LONG_ID ? `…${id.slice(-ID_SHOWN)}` : id;
  if (id === '') return record === '' ? '—' : record;
  if (type === 'case')
    return (
      <Link to="/cases/$caseId" params={{ caseId: id }}>
        {t('record.case')} {shown}
      </Link>
    );
  if (type === 'order')
    return (
      <Link to="/orders/$orderNo" params={{ orderNo: id }}>
        {t('record.order')} {shown}
      </Link>
    );
  const name = type === 'user' ? people.find((one) => one.userId === id)?.displayName : undefined;
  return (
    <span title={record}>
      {t(`record.${type}`, { defaultValue: type })} {name ?? shown}
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
    if (key === 'ended') return t(`ended.${text}`, { defaultValue: text });
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
