import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';

/** One key that does something now; `labelKey` is a locale key, so that `?` can show what every key does. */
export interface Shortcut {
  readonly keys: string;
  readonly labelKey: string;
}

interface Registry {
  readonly shortcuts: readonly Shortcut[];
  register(shortcut: Shortcut): () => void;
}

const RegistryContext = createContext<Registry | null>(null);

export function ShortcutProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([]);
  const register = useCallback((shortcut: Shortcut) => {
    setShortcuts((all) => [...all, shortcut]);
    return () => setShortcuts((all) => all.filter((other) => other !== shortcut));
  }, []);
  const registry = useMemo(() => ({ shortcuts, register }), [shortcuts, register]);
  return <RegistryContext.Provider value={registry}>{children}</RegistryContext.Provider>;
}

function useRegistry(): Registry {
  const registry = useContext(RegistryContext);
  if (registry === null) throw new Error('useShortcut outside of ShortcutProvider');
  return registry;
}

export function useShortcutList(): readonly Shortcut[] {
  return useRegistry().shortcuts;
}

/** Binds a key for as long as the component lives. Works in fields too: an agent's hands stay on the keyboard. */
export function useShortcut(keys: string, labelKey: string, action: () => void, enabled = true): void {
  const { register } = useRegistry();
  useEffect(() => (enabled ? register({ keys, labelKey }) : undefined), [keys, labelKey, enabled, register]);
  useHotkeys(keys, action, { enabled, enableOnFormTags: true, enableOnContentEditable: true, preventDefault: true });
}
