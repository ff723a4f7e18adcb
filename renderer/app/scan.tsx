import { createContext, useContext, useEffect, useEffectEvent, useMemo, useRef, type ReactNode } from 'react';
import { createScanListener } from './scan-listener.ts';

type ScanHandler = (code: string) => void;

const ScanContext = createContext<{ push(handler: ScanHandler): () => void } | null>(null);

/** Takes back what the scanner typed into the field that happened to have focus. */
function removeFrom(target: EventTarget | null, code: string): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || !target.value.endsWith(code))
    return;
  const prototype = target instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(target, target.value.slice(0, -code.length));
  target.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Sends every scan to the screen that asked for it last, wherever the focus is; `fallback` takes what nobody asked for. */
export function ScanProvider({
  fallback,
  children,
}: {
  readonly fallback: ScanHandler;
  readonly children: ReactNode;
}): ReactNode {
  const handlers = useRef<ScanHandler[]>([]);
  const onScan = useEffectEvent((code: string) => (handlers.current.at(-1) ?? fallback)(code));

  useEffect(() => {
    const codeEndedBy = createScanListener();
    const onKey = (event: KeyboardEvent): void => {
      const code = codeEndedBy(event);
      if (code === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      removeFrom(event.target, code);
      onScan(code);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);

  const value = useMemo(
    () => ({
      push: (handler: ScanHandler) => {
        handlers.current.push(handler);
        return () => {
          handlers.current = handlers.current.filter((other) => other !== handler);
        };
      },
    }),
    [],
  );
  return <ScanContext.Provider value={value}>{children}</ScanContext.Provider>;
}

/** Takes the scans while this component is on screen. */
export function useScan(handler: ScanHandler): void {
  const context = useContext(ScanContext);
  const onScan = useEffectEvent(handler);
  useEffect(() => context?.push((code) => onScan(code)), [context]);
}
