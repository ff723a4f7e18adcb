import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../../../contract/desk-api/imports.ts';
import type { OrderKind } from '../../../domain/orders/order.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice, refusalOf } from '../../ui/refusal.tsx';
import { FileDrop } from './file-drop.tsx';
import { HeaderChoice } from './header-choice.tsx';
import { MappingPanel } from './mapping-panel.tsx';
import { RunList } from './run-list.tsx';
import { RunPanel } from './run-panel.tsx';
import './imports.css';

interface Upload {
  readonly uploadId: string;
  readonly inspection: Inspection;
}

/** From a file of orders to orders on this desk: choose, check what it was taken for, import, read the report. */
export function ImportsPage(): ReactNode {
  const { t } = useTranslation('imports');
  const [file, setFile] = useState<File | null>(null);
  const [upload, setUpload] = useState<Upload | null>(null);
  const [chosenRun, setChosenRun] = useState<string | null>(null);
  const runs = useQuery(desk.imports.list.queryOptions({ refetchInterval: 2_000 }));
  const discard = useMutation(desk.imports.discardUpload.mutationOptions());
  const inspect = useMutation(
    desk.imports.inspect.mutationOptions({
      onSuccess: (answer) => {
        if (upload !== null) discard.mutate({ uploadId: upload.uploadId });
        setUpload(answer);
      },
    }),
  );
  const look = (next: File, kind: OrderKind | null, headerLine: number | null): void => {
    setFile(next);
    inspect.mutate({ fileName: next.name, file: next, kind, headerLine });
  };
  const clear = (): void => {
    if (upload !== null) discard.mutate({ uploadId: upload.uploadId });
    inspect.reset();
    setUpload(null);
    setFile(null);
  };
  const open = (runId: string | null): void => {
    setUpload(null);
    setFile(null);
    inspect.reset();
    setChosenRun(runId);
  };
  // Whoever comes back while an import is under way sees it first.
  const running = runs.data?.find((run) => run.state === 'running')?.runId ?? null;
  const [wantsNew, setWantsNew] = useState(false);
  const runId = chosenRun ?? (wantsNew ? null : running);
  const noHeader = inspect.error !== null && refusalOf(inspect.error)?.code === 'header_not_found';

  return (
    <section className="page imp-page">
      <header>
        <h1>{t('title')}</h1>
        <span className="mute grow">{t('hint')}</span>
        {upload === null && runId !== null ? (
          <Button
            onClick={() => {
              open(null);
              setWantsNew(true);
            }}
          >
            {t('again')}
          </Button>
        ) : null}
      </header>
      <div className={upload === null ? 'imp-columns imp-with-runs' : 'imp-columns'}>
        <div className="imp-main">
          <RefusalNotice error={inspect.error} />
          {upload !== null && file !== null ? (
            <MappingPanel
              key={upload.uploadId}
              upload={upload}
              looking={inspect.isPending}
              onLookAgain={(kind, headerLine) => look(file, kind, headerLine)}
              onDiscard={clear}
              onStarted={(started) => open(started)}
            />
          ) : runId !== null && !inspect.isPending ? (
            <RunPanel key={runId} runId={runId} />
          ) : (
            <>
              {noHeader && file !== null ? (
                <HeaderChoice fileName={file.name} onLookAgain={(kind, line) => look(file, kind, line)} />
              ) : null}
              <FileDrop
                busyWith={inspect.isPending ? (file?.name ?? '') : null}
                onFile={(next) => look(next, null, null)}
              />
            </>
          )}
        </div>
        {upload === null ? <RunList runs={runs} open={runId} onOpen={open} /> : null}
      </div>
    </section>
  );
}
