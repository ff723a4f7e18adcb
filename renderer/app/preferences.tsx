import { useMutation, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { changeLocale, currentLocale, type Locale } from './i18n.ts';
import { desk, queryClient } from './query.ts';
import type { ThemeChoice } from './theme.ts';

export interface Preferences {
  readonly locale: Locale;
  readonly theme: ThemeChoice;
  /** Larger targets and a side the customer may see. */
  readonly counterMode: boolean;
}

interface PreferencesValue extends Preferences {
  change(next: Partial<Preferences>): void;
}

const KEPT = 'chedan-desk.preferences';
const PreferencesContext = createContext<PreferencesValue | null>(null);

/** Language and theme are kept in the window too, so that the sign-in screen, before anybody is known, has them. */
function kept(): Preferences {
  const fallback: Preferences = { locale: currentLocale(), theme: 'system', counterMode: false };
  try {
    return { ...fallback, ...(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Preferences>) };
  } catch {
    return fallback;
  }
}

export function keptLocale(): Locale {
  try {
    return (JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Preferences>).locale === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [preferences, setPreferences] = useState<Preferences>(kept);
  const value = useMemo<PreferencesValue>(
    () => ({ ...preferences, change: (next) => setPreferences((old) => ({ ...old, ...next })) }),
    [preferences],
  );
  useEffect(() => {
    localStorage.setItem(KEPT, JSON.stringify(preferences));
    if (currentLocale() !== preferences.locale) void changeLocale(preferences.locale);
  }, [preferences]);
  return <PreferencesContext.Provider value={value}>{children}</PreferencesContext.Provider>;
}

export function usePreferences(): PreferencesValue {
  const value = useContext(PreferencesContext);
  if (value === null) throw new Error('usePreferences outside of PreferencesProvider');
  return value;
}

/** Takes over the signed-in person's own preferences, and keeps the desk's copy in step with what is changed here. */
export function usePersonalPreferences(): void {
  const { change, locale, theme, counterMode } = usePreferences();
  const stored = useQuery(desk.work.preferences.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const save = useMutation(desk.work.setPreferences.mutationOptions());
  const [taken, setTaken] = useState(false);
  const [before] = useState({ locale, theme, counterMode });
  useEffect(() => {
    if (stored.data === undefined || taken) return;
    // What was chosen while they were on their way counts, and is kept.
    change({
      ...(locale === before.locale ? { locale: stored.data.locale } : {}),
      ...(theme === before.theme ? { theme: stored.data.theme } : {}),
      ...(counterMode === before.counterMode ? { counterMode: stored.data.counterMode } : {}),
    });
    setTaken(true);
  }, [stored.data, taken, change, before, locale, theme, counterMode]);
  useEffect(() => {
    if (!taken || stored.data === undefined) return;
    if (stored.data.locale === locale && stored.data.theme === theme && stored.data.counterMode === counterMode) return;
    const next = { locale, theme, counterMode };
    queryClient.setQueryData(desk.work.preferences.queryKey(), next);
    save.mutate(next);
    // `save` is a new object on every render; what matters is what is to be saved.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [taken, locale, theme, counterMode, stored.data]);
}
