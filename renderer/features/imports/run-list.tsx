import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { ImportRun } from '../../../contract/desk-api/imports.ts';
import { formatInstant } from '../../ui/format.ts';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { formatCount } from './import-words.ts';
import { RunState } from './run-state.tsx';

interface Props {
  readonly runs: { readonly data: ImportRun[] | undefined; readonly error: unknown; readonly isPending: boolean };
  readonly open: string | null;
  onOpen(runId: string): void;
}

/** What was imported before, by whom, and how it went. */
export function RunList({ runs, open, onOpen }: Props): ReactNode {
  const { t } = useTranslation('imports');
  return (
    <aside className="card imp-runs" aria-label={t('runs.title')}>
      <h2 className="section-title">{t('runs.title')}</h2>
      <Loaded query={runs}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t('runs.empty')} hint={t('runs.emptyHint')} />
          ) : (
            <ul>
              {all.map((run) => (
                <li key={run.runId}>
                  <button type="button" aria-current={run.runId === open} onClick={() => onOpen(run.runId)}>
                    <span className="row">
                      <b className="grow imp-file-name">{run.fileName}</b>
                      <RunState state={run.state} />
                    </span>
                    <span className="mute">
                      {t('runs.line', {
                        imported: formatCount(run.imported),
                        observed: formatCount(run.observed),
                        bad: formatCount(run.bad),
                      })}
                    </span>
                    <span className="mute">
                      {t('runs.by', { name: run.by?.displayName ?? '—', time: formatInstant(run.startedAt, 'short') })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </aside>
  );
}
