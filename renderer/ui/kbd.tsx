import type { ReactNode } from 'react';

/** A key as printed on a button: `Ctrl K`. Hidden from screen readers, which hear the shortcut list instead. */
export function Kbd({ keys }: { readonly keys: string }): ReactNode {
  return <kbd aria-hidden="true">{keys}</kbd>;
}
