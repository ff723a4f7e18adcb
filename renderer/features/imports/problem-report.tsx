import { DownloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRun, RowProblemView } from '../../../contract/desk-api/imports.ts';
import { currentLocale } from '../../app/i18n.ts';
import { desk } from '../../app/query.ts';
import { PageButtons, useCursorPages } from '../../ui/cursor-pages.tsx';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Loaded } from '../../ui/states.tsx';
import { fieldLabel, formatCount, problemWords } from './import-words.ts';

const ALL = '';

/** The bad rows of an import: how many of which sort, where each is, what is wrong and what would fix it. */
export function ProblemReport({ run }: { readonly run: ImportRun }): ReactNode {
  const { t } = useTranslation('imports');
  const [code, setCode] = useState<string | null>(null);
  const pages = useCursorPages();
  const report = useQuery(
    desk.imports.report.queryOptions({
      input: { runId: run.runId, code, cursor: pages.cursor },
      placeholderData: keepPreviousData,
      refetchInterval: run.state === 'running' ? 3_000 : false,
    }),
  );
  const download = useMutation(
    desk.imports.badRows.mutationOptions({ onSuccess: ({ file, fileName }) => saveFile(file, fileName) }),
  );
  const total = run.problemCounts.reduce((sum, { count }) => sum + count, 0);
  const sortName = (one: string): string => t(`problem.${one}`, { defaultValue: one });
  return (
    <section className="card imp-problems">
      <div className="row">
        <h2>{t('problems.title')}</h2>
        <Select
          aria-label={t('problems.filter')}
          className="imp-filter"
          value={code ?? ALL}
          onChange={(next) => {
            setCode(next === ALL ? null : next);
            pages.restart();
          }}
          options={[
            { value: ALL, label: `${t('problems.all')} · ${formatCount(total)}` },
            ...run.problemCounts.map((one) => ({
              value: one.code,
              label: `${sortName(one.code)} · ${formatCount(one.count)}`,
            })),
          ]}
        />
        <PageButtons pages={pages} next={report.isPlaceholderData ? undefined : report.data?.next} />
        <span className="grow" />
        <Button
          icon={<DownloadOutlined />}
          loading={download.isPending}
          onClick={() => download.mutate({ runId: run.runId })}
        >
          {t('problems.download')}
        </Button>
      </div>
      <p className="mute" role="status">
        {download.data === undefined
          ? t('problems.downloadHint')
          : t('problems.downloaded', { name: download.data.fileName })}
      </p>
      <RefusalNotice error={download.error} />
      <Loaded query={report} rows={6}>
        {({ problems }) => <ProblemTable problems={problems} kind={run.kind} />}
      </Loaded>
    </section>
  );
}

function ProblemTable({
  problems,
  kind,
}: {
  readonly problems: readonly RowProblemView[];
  readonly kind: ImportRun['kind'];
}): ReactNode {
  const { t } = useTranslation('imports');
  const locale = currentLocale();
  const rows = problems.map((problem, at) => ({ at, problem, words: problemWords(problem, locale) }));
  return (
    <ScrollTable
      label={t('problems.title')}
      rowKey={({ at }) => at}
      rows={rows}
      columns={[
        {
          key: 'line',
          title: t('problems.line'),
          render: ({ problem }) => problem.line,
          width: '72px',
          align: 'right',
        },
        {
          key: 'column',
          title: t('problems.column'),
          width: '150px',
          render: ({ problem: { column, field } }) => (
            <>
              {column === '' ? t('problems.wholeRow') : column}
              {field === null ? null : <span className="label">{fieldLabel(kind, field, locale)}</span>}
            </>
          ),
        },
        {
          key: 'value',
          title: t('problems.value'),
          width: '170px',
          render: ({ problem: { valueMasked } }) => (valueMasked === '' ? t('problems.noValue') : valueMasked),
        },
        {
          key: 'what',
          title: t('problems.what'),
          render: ({ words, problem: { code } }) => words?.what ?? t(`problem.${code}`, { defaultValue: code }),
        },
        { key: 'fix', title: t('problems.fix'), render: ({ words }) => words?.fix ?? t('problems.noValue') },
      ]}
    />
  );
}
