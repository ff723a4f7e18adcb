import { Progress } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRun } from '../../../contract/desk-api/imports.ts';
import { formatTimer } from '../../ui/format.ts';
import { formatCount } from './import-words.ts';
import { rowsPerSecond } from './outcome.ts';

/** How far, how fast, how long still. `readAt` (UTC ms) is when the counts were taken. */
export function RunProgress({ run, readAt }: { readonly run: ImportRun; readonly readAt: number }): ReactNode {
  const { t } = useTranslation('imports');
  const [from] = useState({ rowsRead: run.rowsRead, progress: run.progress, at: readAt });
  const rate = rowsPerSecond(from, run.rowsRead, readAt);
  const done = run.progress - from.progress;
  const remaining = done > 0.01 ? ((readAt - from.at) / done) * (1 - run.progress) : null;
  return (
    <div>
      <Progress percent={Math.round(run.progress * 1000) / 10} status="active" aria-label={t('progress')} />
      <div className="row mute">
        <span>{t('background')}</span>
        <span className="grow" />
        <span>{rate === null ? '' : `${formatCount(rate)} ${t('figure.rate')}`}</span>
        <span>{remaining === null ? '' : t('remaining', { time: formatTimer(remaining) })}</span>
      </div>
    </div>
  );
}
