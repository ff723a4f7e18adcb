import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { FollowUpView } from '../../contract/desk-api/contacts.ts';
import { desk, queryClient } from '../app/query.ts';
import { Due } from './due.tsx';
import './follow-ups.css';
import { RefusalNotice } from './refusal.tsx';

interface Props {
  readonly followUps: readonly FollowUpView[];
  /** On a case's own page its code says nothing new. */
  readonly showCase: boolean;
  /** Who only reads is offered no button. */
  readonly mayFinish: boolean;
}

/** What was promised and what comes next, each with its date, late ones marked, and the button that says it is done. */
export function FollowUps({ followUps, showCase, mayFinish }: Props): ReactNode {
  const { t } = useTranslation('record');
  const finish = useMutation(
    desk.contacts.finishFollowUp.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: [['contacts']] }),
    }),
  );
  return (
    <>
      <ul className="follow-ups">
        {followUps.map((each) => (
          <li key={each.followUpId}>
            <Tag color={each.kind === 'promise' ? 'processing' : 'default'}>{t(`terms:followUpKind.${each.kind}`)}</Tag>
            <span className="follow-up-what">
              {each.what}
              <small className="mute">
                {each.personMasked === null || !showCase ? null : `${each.personMasked} · `}
                {showCase ? <About followUp={each} /> : null}
                {each.madeBy.displayName}
              </small>
            </span>
            {each.by === null ? (
              <span className="mute">{t('followUp.noDate')}</span>
            ) : (
              <Due at={each.by} clock={null} />
            )}
            {mayFinish ? (
              <Button
                size="small"
                loading={finish.isPending && finish.variables.followUpId === each.followUpId}
                onClick={() => finish.mutate({ subject: each.subject, followUpId: each.followUpId })}
              >
                {t(`followUp.done.${each.kind}`)}
                <span className="visually-hidden"> {each.what}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <RefusalNotice error={finish.error} />
    </>
  );
}

/** The case it is about, or the contact in which it was said. */
function About({ followUp: { caseId, caseCode, subject } }: { readonly followUp: FollowUpView }): ReactNode {
  const { t } = useTranslation('record');
  if (caseId !== null) {
    return (
      <>
        <Link to="/cases/$caseId" params={{ caseId }}>
          {caseCode}
        </Link>
        {' · '}
      </>
    );
  }
  if (subject.type !== 'contact') return null;
  return (
    <>
      <Link to="/contacts/$contactId/$step" params={{ contactId: subject.contactId, step: 'wrap-up' }}>
        {t('followUp.contact')}
      </Link>
      {' · '}
    </>
  );
}
