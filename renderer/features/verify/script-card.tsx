import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';

export type ScriptStage =
  | 'party'
  | 'start'
  | 'elements'
  | 'delegate'
  | 'verified'
  | 'failed'
  | 'locked'
  | 'refused'
  | 'material';

/** What to say, for where the conversation is, in the words of the telephone or of the counter. */
export function ScriptCard({
  stage,
  atCounter,
}: {
  readonly stage: ScriptStage;
  readonly atCounter: boolean;
}): ReactNode {
  const { t } = useTranslation('verify');
  return (
    <aside className="vf-script card" aria-label={t('script.label')}>
      <h2 className="section-title">{t('script.label')}</h2>
      <blockquote>{t(`script.${stage}.${atCounter ? 'counter' : 'phone'}`)}</blockquote>
      <h2 className="section-title">{t('never.title')}</h2>
      <ul className="vf-never">
        <li>{t('never.pin')}</li>
        <li>{t('never.cvn')}</li>
        <li>{t('never.card')}</li>
        <li>{t('never.otherCodes')}</li>
        <li>{t('never.onFile')}</li>
      </ul>
    </aside>
  );
}
