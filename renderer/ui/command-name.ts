import { useTranslation } from 'react-i18next';

/** What a command is called; one of a later version by a word for any. */
export function useCommandName(): (type: string) => string {
  const { t, i18n } = useTranslation('sync');
  return (type) => (i18n.exists(`sync:type.${type}`) ? t(`type.${type}`) : t('type.other'));
}
