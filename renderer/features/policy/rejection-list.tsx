import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '../../../contract/desk-api/policy.ts';
import { useLocalized } from '../../ui/localized.ts';

const PARTS = [
  ['clause', 'clause'],
  ['remedy', 'remedy'],
  ['appealRoute', 'appeal'],
  ['complaintRoute', 'complaint'],
] as const;

/** Why a case may be rejected, each with its clause, its remedy and where to turn: all four are told to the customer. */
export function RejectionList({ rejections }: { readonly rejections: PolicyView['rejectionReasons'] }): ReactNode {
  const { t } = useTranslation('policy');
  const localized = useLocalized();
  return (
    <ul className="policy-cards">
      {rejections.map((rejection) => (
        <li key={rejection.code} className="card">
          <b>{localized(rejection.name)}</b>
          <dl className="policy-parts">
            {PARTS.map(([part, word]) => (
              <div key={part}>
                <dt>{t(`rejection.${word}`)}</dt>
                <dd>{localized(rejection[part])}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
