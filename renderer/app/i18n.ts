import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** One JSON file per namespace and language; the namespace is the file's name. A test holds both languages to the same keys. */
const files = import.meta.glob<Record<string, unknown>>('../locales/*/*.json', { eager: true, import: 'default' });

function resources(): Record<string, Record<string, Record<string, unknown>>> {
  const byLocale: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [path, content] of Object.entries(files)) {
    const [, locale, namespace] = /locales\/([a-z]+)\/([a-z-]+)\.json$/.exec(path) ?? [];
    if (locale === undefined || namespace === undefined) continue;
    (byLocale[locale] ??= {})[namespace] = content;
  }
  return byLocale;
}

export async function startI18n(locale: Locale): Promise<void> {
  const all = resources();
  await i18next.use(initReactI18next).init({
    resources: all,
    lng: locale,
    fallbackLng: 'zh',
    ns: Object.keys(all['zh'] ?? {}),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

export async function changeLocale(locale: Locale): Promise<void> {
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

/** The language in use, narrowed to those there are texts in. */
export function currentLocale(): Locale {
  return i18next.language === 'en' ? 'en' : 'zh';
}
