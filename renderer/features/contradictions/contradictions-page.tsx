import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../app/query.ts';
import { ContradictionItem } from '../../ui/contradiction-item.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';

/** What two desks recorded that does not go together, everywhere, until a supervisor has settled it. */
export function ContradictionsPage(): ReactNode {
  const { t } = useTranslation('contradictions');
  const found = useQuery(desk.contacts.contradictions.queryOptions({ input: { subject: null } }));
  const [done, setDone] = useState('');
  return (
    <section className="page">
      <header>
        <h1>{t('title')}</h1>
        <span className="mute">{t('hint')}</span>
      </header>
      <div className="contradictions-done" role="status">
        {done}
      </div>
      <Loaded query={found}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t('empty')} hint={t('emptyHint')} />
          ) : (
            <ul className="contradictions" aria-label={t('title')}>
              {all.map((each) => (
                <li key={each.contradictionId} className="card">
                  <ContradictionItem contradiction={each} showsCase onSettled={() => setDone(t('done'))} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
