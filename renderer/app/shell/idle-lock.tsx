import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { desk, showSession } from '../query.ts';

const TOUCH_EVERY_MS = 60_000;

/** Locks after the idle time the desk sets; work in this window keeps the session awake at the desk as well. */
export function IdleLock(): ReactNode {
  const status = useQuery(desk.auth.status.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
  const lock = useMutation(
    desk.auth.lock.mutationOptions({
      onSuccess: showSession,
    }),
  );
  const touch = useMutation(desk.auth.touch.mutationOptions());
  const lockNow = useEffectEvent(() => lock.mutate(undefined));
  const touchNow = useEffectEvent(() => touch.mutate(undefined));
  const idleMs = (status?.idleLockMinutes ?? 10) * 60_000;
  const signedIn = status?.state === 'signed_in';

  useEffect(() => {
    if (!signedIn) return undefined;
    let lastWork = Date.now();
    let lastTouch = Date.now();
    const onWork = (): void => {
      lastWork = Date.now();
      if (lastWork - lastTouch < TOUCH_EVERY_MS) return;
      lastTouch = lastWork;
      touchNow();
    };
    const watch = setInterval(() => {
      if (Date.now() - lastWork >= idleMs) lockNow();
    }, 5_000);
    for (const kind of ['keydown', 'pointerdown', 'wheel'] as const)
      window.addEventListener(kind, onWork, { capture: true, passive: true });
    return () => {
      clearInterval(watch);
      for (const kind of ['keydown', 'pointerdown', 'wheel'] as const)
        window.removeEventListener(kind, onWork, { capture: true });
    };
  }, [signedIn, idleMs]);
  return null;
}
