import { useTranslation } from 'react-i18next';

/** Picks the language in use from a text that is data (policy packs carry both). */
export function useLocalized(): (text: { readonly zh: string; readonly en: string }) => string {
  const { i18n } = useTranslation();
  return (text) => (i18n.language === 'en' ? text.en : text.zh);
}
