import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import type { CaseStatus } from '../../../domain/cases/events.ts';
import { desk } from '../../app/query.ts';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/states.tsx';
import { CaseActs } from './case-acts.tsx';
import { CaseContradictions } from './case-contradictions.tsx';
import { CaseDecision } from './case-decision.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseFollowUps } from './case-follow-ups.tsx';
import { CaseMaterials } from './case-materials.tsx';
import { CaseMoney } from './case-money.tsx';
import { CaseTasks } from './case-tasks.tsx';
import { DueWords, formatEnd } from './due.tsx';
import { progressOf } from './progress.ts';
import { StatusTag } from './status-tag.tsx';
import './cases.css';

/** While an approval may still come, it is said that tasks will follow from it. */
const AWAITS_APPROVAL: ReadonlySet<CaseStatus> = new Set([
  'intake_only',
  'submitted',
  'under_review',
  'needs_info',
  'appealed',
]);

/** One case whole: where it stands, what was decided and why, what is owed, and what may be done to it by whom. */
export function CasePage(): ReactNode {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const found = useQuery(desk.cases.get.queryOptions({ input: { caseId } }));
  return (
    <section className="case">
      <Loaded query={found} rows={10}>
        {(view) => (
          <CaseActs key={view.caseId} view={view} header={<CaseHeader view={view} />}>
            <div className="case-columns">
              <div className="case-main">
                {view.rejection === null ? null : <Rejection view={view} />}
                <InfoRequested view={view} />
                <CaseContradictions caseId={view.caseId} />
                <CaseFollowUps caseId={view.caseId} />
                {view.tasks.length === 0 ? null : <CaseTasks view={view} />}
                <CaseDecision view={view} />
                <CaseMoney view={view} />
                <CaseMaterials view={view} />
                {view.tasks.length === 0 && AWAITS_APPROVAL.has(view.status) ? <CaseTasks view={view} /> : null}
              </div>
              <CaseFacts view={view} />
            </div>
          </CaseActs>
        )}
      </Loaded>
    </section>
  );
}

function CaseHeader({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <header className="card case-head">
      <div className="row">
        <h1>{view.caseCode}</h1>
        <StatusTag status={view.status} />
        {view.authority === 'pending' ? <Tag color="warning">{t('pendingAuthority')}</Tag> : null}
        {view.chaserCount === 0 ? null : <Tag color="warning">{t('chasers', { count: view.chaserCount })}</Tag>}
        <span className="grow">
          {t(`terms:orderKind.${view.orderKind}`)}{' '}
          <Link to="/orders/$orderNo" params={{ orderNo: view.orderNo }}>
            {view.orderNo}
          </Link>
        </span>
        <span className="case-head-due">
          {view.dueAt === null ? (
            <span className="mute">{t('due.none')}</span>
          ) : (
            <>
              <span className="mute">
                {view.dueClock === null ? '' : t(`terms:clock.${view.dueClock}`)} {formatEnd(view.dueAt, 'short')}
              </span>{' '}
              <DueWords dueAt={view.dueAt} />
            </>
          )}
        </span>
      </div>
      <Progress view={view} />
      <Intents view={view} />
      <Onlookers caseId={view.caseId} />
    </header>
  );
}

/** How often it is told that somebody still looks. */
const LOOK_EVERY_MS = 15_000;

/** Who else has this case before them, on whatever desk: said, and nobody is held back. */
function Onlookers({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTranslation('cases');
  const others = useQuery(
    desk.cases.look.queryOptions({ input: { caseId }, refetchInterval: LOOK_EVERY_MS, staleTime: 0 }),
  );
  const names = (others.data ?? []).map(({ displayName }) => displayName);
  return names.length === 0 ? null : (
    <p className="mute" role="status">
      {t('onlookers', { names: names.join(t('onlookersJoin')) })}
    </p>
  );
}

/** What was asked for here and takes effect at the hub alone; until then nothing of it has happened. */
function Intents({ view }: { readonly view: CaseView }): ReactNode {
  const { t, i18n } = useTranslation(['cases', 'sync']);
  return view.intents.map(({ commandId, type, at }) => {
    const what = t(i18n.exists(`sync:type.${type}`) ? `sync:type.${type}` : 'sync:type.other');
    return (
      <Alert key={commandId} type="info" showIcon title={t('intent', { what, at: formatInstant(at) })} role="status" />
    );
  });
}

function Progress({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  const line = progressOf(view.status);
  const here = line.indexOf(view.status);
  return (
    <ol className="case-progress" aria-label={t('progress.label')}>
      {line.map((status, index) => (
        <li
          key={status}
          className={index === here ? 'here' : index < here ? 'past' : ''}
          aria-current={index === here ? 'step' : undefined}
        >
          {index < here ? <span aria-hidden="true">✓ </span> : null}
          {t(`terms:caseStatus.${status}`)}
          {index < here ? <span className="visually-hidden">{t('progress.past')}</span> : null}
        </li>
      ))}
    </ol>
  );
}

function Rejection({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  const { rejection } = view;
  if (rejection === null) return null;
  return (
    <section className="case-verdict bad" aria-label={t('rejection.title')}>
      <h2>{t('rejection.title')}</h2>
      <dl className="case-pairs">
        {(['clause', 'remedy', 'appealRoute', 'complaintRoute'] as const).map((part) => (
          <div key={part}>
            <dt>{t(`rejection.${part}`)}</dt>
            <dd>{rejection[part]}</dd>
          </div>
        ))}
        <div>
          <dt>{t('rejection.appealUntil')}</dt>
          <dd>
            <b>{formatEnd(rejection.appealUntil)}</b>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function InfoRequested({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useTranslation('cases');
  if (view.infoRequested === null || view.status !== 'needs_info') return null;
  return (
    <section className="case-verdict warn" aria-label={t('info.title')}>
      <h2>{t('info.title')}</h2>
      <p>{view.infoRequested.message}</p>
      <small>{t('info.at', { time: formatInstant(view.infoRequested.at) })}</small>
    </section>
  );
}
