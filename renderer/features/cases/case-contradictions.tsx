import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { desk } from '../../app/query.ts';
import { useHasRole } from '../../app/session.tsx';
import { ContradictionItem } from '../../ui/contradiction-item.tsx';

/** What contradicts in this case, for a supervisor; nothing where nothing does. */
export function CaseContradictions({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTranslation('contradictions');
  const maySettle = useHasRole('supervisor');
  const subject = { type: 'case', caseId } as const;
  const found = useQuery(desk.contacts.contradictions.queryOptions({ input: { subject }, enabled: maySettle }));
  if (found.data === undefined || found.data.length === 0) return null;
  return (
    <section className="card" aria-label={t('title')}>
      <h2 className="section-title">{t('title')}</h2>
      <ul className="contradictions">
        {found.data.map((each) => (
          <li key={each.contradictionId}>
            <ContradictionItem contradiction={each} showsCase={false} onSettled={() => undefined} />
          </li>
        ))}
      </ul>
    </section>
  );
}
