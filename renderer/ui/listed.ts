import { useTranslation } from 'react-i18next';

/** Joins the words of a list as the language in use does: `押金、服务费`, `deposit, service fee`. */
export function useListed(): (words: readonly string[]) => string {
  const { t } = useTranslation();
  return (words) => words.join(t('common:listJoin'));
}
