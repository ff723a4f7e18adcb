import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { desk } from '../../app/query.ts';

export const SEARCH_LIMIT = 30;

/**
 * Asks the desk with every key, which takes it less time than a frame; the last answer stays on screen meanwhile. The text goes nowhere but
 * to the desk.
 */
export function useSearch(typed: string) {
  const text = useDeferredValue(typed.trim());
  return useQuery(
    desk.orders.search.queryOptions({
      input: { text, limit: SEARCH_LIMIT },
      enabled: text !== '',
      placeholderData: text === '' ? undefined : keepPreviousData,
      gcTime: 60_000,
    }),
  );
}
