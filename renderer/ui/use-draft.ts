import { useMutation, useQuery, type QueryKey } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { desk, queryClient } from '../app/query.ts';

/** What was typed waits this long for more, and no longer: also while somebody types without a pause. */
const GATHERED_MS = 600;

export interface Draft<T> {
  readonly value: T;
  /** When the desk wrote all of it to disk; null while something typed is not there yet, or nothing was typed. */
  readonly savedAt: number | null;
  /** False until what was typed before is there: do not show the form earlier. */
  readonly loaded: boolean;
  readonly saveError: unknown;
  setValue(next: T | ((old: T) => T)): void;
  /** Forgets the draft, once its form was filed. */
  discard(): void;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * A form's content, written to the desk's disk within a second of the last key and brought back after a crash. `key` names the form
 * and the record it is about. What cannot be saved yet is kept and tried again with the next change or every two seconds.
 */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const stored = useQuery(
    desk.drafts.load.queryOptions({ input: { key }, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 }),
  );
  const loadKey: QueryKey = desk.drafts.load.queryKey({ input: { key } });
  // One after the other: an older content never overtakes a newer one, nor comes back after it was forgotten.
  const scope = { id: `draft:${key}` };
  // Another form of the same draft may be opened before this one's answer is forgotten: it is to find what was saved since.
  const save = useMutation(
    desk.drafts.save.mutationOptions({
      scope,
      onSuccess: ({ savedAt: at }, { body }) => queryClient.setQueryData(loadKey, { body, savedAt: at }),
    }),
  );
  const forget = useMutation(
    desk.drafts.discard.mutationOptions({ scope, onSuccess: () => queryClient.setQueryData(loadKey, null) }),
  );
  const [typed, setTyped] = useState<{ readonly value: T } | null>(null);
  const [saved, setSaved] = useState<{ readonly value: T; readonly at: number } | null>(null);
  const unsaved = useRef<{ readonly value: T } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const saveNow = useRef<() => void>(() => {});
  const saveSoon = useCallback(() => {
    timer.current ??= setTimeout(() => saveNow.current(), GATHERED_MS);
  }, []);

  saveNow.current = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const pending = unsaved.current;
    if (pending === null) return;
    unsaved.current = null;
    save.mutate(
      { key, body: pending.value as Json },
      {
        onSuccess: (answer) => setSaved({ value: pending.value, at: answer.savedAt }),
        onError: () => {
          unsaved.current ??= pending;
        },
      },
    );
  };

  useEffect(() => {
    const again = setInterval(() => saveNow.current(), 2_000);
    const leaving = (): void => saveNow.current();
    window.addEventListener('pagehide', leaving);
    return () => {
      clearInterval(again);
      window.removeEventListener('pagehide', leaving);
      saveNow.current();
    };
  }, []);

  const value = typed?.value ?? (stored.data === undefined || stored.data === null ? initial : (stored.data.body as T));
  const latest = useRef(value);
  latest.current = value;
  const setValue = useCallback(
    (next: T | ((old: T) => T)) => {
      const resolved = typeof next === 'function' ? (next as (old: T) => T)(latest.current) : next;
      latest.current = resolved;
      unsaved.current = { value: resolved };
      setTyped({ value: resolved });
      saveSoon();
    },
    [saveSoon],
  );
  const discard = useCallback(() => {
    unsaved.current = null;
    setTyped({ value: initial });
    setSaved(null);
    queryClient.setQueryData(desk.drafts.load.queryKey({ input: { key } }), null);
    forget.mutate({ key });
    // `initial` and `forget` are new on every render and mean the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);

  // A time that stayed while more is typed would promise what a crash could still take away.
  const savedAtOf = (): number | null => {
    if (typed === null) return stored.data?.savedAt ?? null;
    return saved !== null && saved.value === typed.value ? saved.at : null;
  };

  return {
    value,
    savedAt: savedAtOf(),
    loaded: !stored.isPending,
    saveError: save.error,
    setValue,
    discard,
  };
}
