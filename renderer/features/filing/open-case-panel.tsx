import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import type { OrderView } from '../../../contract/desk-api/orders.ts';
import { desk } from '../../app/query.ts';
import { RefusalNotice } from '../../ui/refusal.tsx';
import { MainActionButton, StepLayout } from '../../ui/step-layout.tsx';

interface Props {
  readonly contactId: string;
  readonly open: NonNullable<OrderView['openCase']>;
  onAttached(attached: CaseView): void;
}

/** The order has a case under way: a second one is not filed, this contact is put to the first (A27). */
export function OpenCasePanel({ contactId, open, onAttached }: Props): ReactNode {
  const { t } = useTranslation('filing');
  const attach = useMutation(desk.cases.attachContact.mutationOptions({ onSuccess: onAttached }));
  return (
    <StepLayout
      label={t('common:step.file')}
      footer={
        <MainActionButton
          labelKey="filing:openCase.attach"
          busy={attach.isPending}
          action={() => attach.mutate({ caseId: open.caseId, contactId })}
        />
      }
    >
      <section className="card filing-notice">
        <h2>{t('openCase.title', { code: open.caseCode, status: t(`terms:caseStatus.${open.status}`) })}</h2>
        <p>{t('openCase.text')}</p>
        <Link to="/cases/$caseId" params={{ caseId: open.caseId }}>
          {t('filed.openCase')}
        </Link>
        <RefusalNotice error={attach.error} />
      </section>
    </StepLayout>
  );
}
