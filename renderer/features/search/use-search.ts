import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { desk } from '../../app/query.ts';

const SETTLE_MS = 120;
export const SEARCH_LIMIT = 30;

/** Asks the desk once typing pauses; the last answer stays on screen meanwhile. The text goes nowhere but to the desk. */
export function useSearch(typed: string) {
  const [text, setText] = useState(typed);
  useEffect(() => {
    const settle = setTimeout(() => setText(typed.trim()), SETTLE_MS);
    return () => clearTimeout(settle);
  }, [typed]);
  return useQuery(
    desk.orders.search.queryOptions({
      input: { text, limit: SEARCH_LIMIT },
      enabled: text !== '',
      placeholderData: text === '' ? undefined : keepPreviousData,
      gcTime: 60_000,
    }),
  );
}
