import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEffect, useRef, type ReactNode } from 'react';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import type { ContactChannel } from '../../../domain/contacts/events.ts';
import { useWorkspace } from '../../app/workspace/workspace.tsx';
import { mayTakeFocus } from '../../ui/hold-focus.ts';
import { NextSteps } from '../../ui/next-steps.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';

interface Props {
  /** `merged`: it was filed here, and the hub had a case of the order already. */
  readonly outcome: 'filed' | 'attached' | 'merged';
  readonly filed: CaseView;
  readonly channel: ContactChannel;
  /** With `merged`: the code that was quoted and does not stand. */
  readonly insteadOf?: string | undefined;
}

/** It is filed: the number to tell the customer, what happens next, and the papers. */
export function FiledPanel({ outcome, filed, channel, insteadOf }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const { goTo } = useWorkspace();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (mayTakeFocus()) heading.current?.focus();
  }, []);
  const intake = filed.status === 'intake_only';
  const kind = outcome === 'filed' && intake ? 'intake' : outcome;
  const atCounter = channel === 'walk_in';
  return (
    <StepLayout
      label={t('common:step.file')}
      footer={
        <MainActionButton
          labelKey={intake ? 'filing:filed.toWrapUp' : 'filing:filed.toTasks'}
          action={() => goTo(intake ? 'wrap-up' : 'tasks')}
        />
      }
    >
      <section className="card filing-filed" aria-live="polite">
        <h2 ref={heading} tabIndex={-1}>
          {t(`filed.title.${kind}`)}
        </h2>
        <p className="filing-code">{filed.caseCode}</p>
        {insteadOf === undefined ? null : <p className="filing-warn">{t('filed.insteadOf', { code: insteadOf })}</p>}
        <p className="mute">
          {t(`filed.say.${kind}`)} · {t(`terms:caseStatus.${filed.status}`)}
        </p>
        {filed.authority === 'pending' ? <p className="filing-warn">{t('filed.pending')}</p> : null}
        {filed.infoRequested === null || filed.status !== 'needs_info' ? null : (
          <p className="filing-warn">{t('filed.missing', { materials: filed.infoRequested.message })}</p>
        )}
        {atCounter ? <p className="filing-warn">{t('filed.idBack')}</p> : null}
        <h3 className="section-title">{t('filed.next')}</h3>
        {filed.decision === null ? <p>{t('filed.intakeNext')}</p> : <NextSteps decision={filed.decision} />}
        <nav className="filing-line" aria-label={t('filed.papers')}>
          {(['application_form', 'receipt'] as const).map((document) => (
            <Link
              key={document}
              to="/cases/$caseId/print/$document"
              params={{ caseId: filed.caseId, document }}
              className="filing-link"
            >
              {t(`filed.print.${document}`)}
            </Link>
          ))}
          <Link to="/cases/$caseId" params={{ caseId: filed.caseId }} className="filing-link">
            {t('filed.openCase')}
          </Link>
        </nav>
      </section>
    </StepLayout>
  );
}
