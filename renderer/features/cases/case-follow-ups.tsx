import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { useHasRole } from '../../app/session.tsx';
import { FollowUps } from '../../ui/follow-ups.tsx';

/** What the customer was promised and what is to be done next, in this case and the contacts about it; nothing where nothing is open. */
export function CaseFollowUps({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTranslation('record');
  const mayFinish = useHasRole('agent', 'clerk', 'supervisor', 'finance', 'warehouse');
  const open = useQuery(desk.contacts.followUps.queryOptions({ input: { subject: { type: 'case', caseId } } }));
  if (open.data === undefined || open.data.length === 0) return null;
  return (
    <section className="card" aria-label={t('followUp.title')}>
      <h2 className="section-title">{t('followUp.title')}</h2>
      <FollowUps followUps={open.data} showCase={false} mayFinish={mayFinish} />
    </section>
  );
}
