import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { VerificationView } from '../../contract/desk-api/contacts.ts';

/** The assurance level valid now: L2, L3 and LD let the main job be done, L1 shows status, L0 gives general information. */
export function LevelBadge({ level }: { readonly level: VerificationView['level'] }): ReactNode {
  const { t } = useTranslation('contact');
  const strength = level === 'L0' ? '' : level === 'L1' ? 'some' : 'enough';
  return <span className={`level-badge ${strength}`}>{t('level', { level })}</span>;
}
