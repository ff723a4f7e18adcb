import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ImportRun } from '../../../contract/desk-api/imports.ts';
import { desk, queryClient } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { formatCount } from './import-words.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { ProblemReport } from './problem-report.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunState } from './run-state.tsx';

const WATCH_EVERY_MS = 500;
const FIGURES = ['rowsRead', 'imported', 'observed', 'unchanged', 'bad'] as const;
const TONE: Readonly<Partial<Record<Outcome, 'success' | 'warning' | 'error'>>> = {
  allGood: 'success',
  someBad: 'warning',
  nothingChangedBad: 'warning',
  allBad: 'error',
  cancelled: 'warning',
  interrupted: 'warning',
  failed: 'error',
};

/** One import: how far it is, how it went, and what is wrong with the rows that were left out. */
export function RunPanel({ runId }: { readonly runId: string }): ReactNode {
  const watched = useQuery(
    desk.imports.get.queryOptions({
      input: { runId },
      refetchInterval: (query) => (query.state.data?.state === 'running' ? WATCH_EVERY_MS : false),
    }),
  );
  return <Loaded query={watched}>{(run) => <Run run={run} readAt={watched.dataUpdatedAt} />}</Loaded>;
}

function Run({ run, readAt }: { readonly run: ImportRun; readonly readAt: number }): ReactNode {
  const { t } = useTranslation('imports');
  const took = (answer: ImportRun): void => {
    queryClient.setQueryData(desk.imports.get.queryKey({ input: { runId: answer.runId } }), answer);
    void queryClient.invalidateQueries({ queryKey: desk.imports.list.key() });
  };
  const cancel = useMutation(desk.imports.cancel.mutationOptions({ onSuccess: took }));
  const resume = useMutation(desk.imports.resume.mutationOptions({ onSuccess: took }));
  const discard = useMutation(desk.imports.discard.mutationOptions({ onSuccess: took }));
  const outcome = outcomeOf(run);
  const counts = {
    imported: formatCount(run.imported),
    observed: formatCount(run.observed),
    unchanged: formatCount(run.unchanged),
    bad: formatCount(run.bad),
  };
  return (
    <>
      <section className="card imp-run" aria-label={run.fileName}>
        <div className="row">
          <b className="imp-file-name">{run.fileName}</b>
          <span className="mute">{t(`terms:orderKind.${run.kind}`)}</span>
          <RunState state={run.state} />
          <span className="grow" />
          <span className="mute">
            {formatInstant(run.startedAt)}
            {run.endedAt === null ? '' : ` – ${formatInstant(run.endedAt, 'time')}`}
          </span>
          {run.state === 'running' ? (
            <Button loading={cancel.isPending} onClick={() => cancel.mutate({ runId: run.runId })}>
              {t('cancel')}
            </Button>
          ) : null}
          {run.resumable ? (
            <>
              <Button loading={discard.isPending} onClick={() => discard.mutate({ runId: run.runId })}>
                {t('giveUp')}
              </Button>
              <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate({ runId: run.runId })}>
                {t('resume')}
              </Button>
            </>
          ) : null}
        </div>
        {run.state === 'running' ? <RunProgress run={run} readAt={readAt} /> : null}
        <dl className="imp-figures">
          {FIGURES.map((figure) => (
            <div key={figure} className={figure === 'bad' && run.bad > 0 ? 'imp-bad' : ''}>
              <dt className="label">{t(`figure.${figure}`)}</dt>
              <dd>{formatCount(run[figure])}</dd>
            </div>
          ))}
        </dl>
        <div role="status">
          {run.state === 'running' ? null : (
            <Alert type={TONE[outcome] ?? 'info'} showIcon title={t(`outcome.${outcome}`, counts)} />
          )}
        </div>
        <RefusalNotice error={cancel.error ?? resume.error ?? discard.error} />
      </section>
      {run.problemCounts.length > 0 ? (
        <ProblemReport run={run} />
      ) : run.state === 'done' && run.rowsRead > 0 ? (
        <EmptyState title={t('problems.none')} hint={t('problems.noneHint')} />
      ) : null}
    </>
  );
}
