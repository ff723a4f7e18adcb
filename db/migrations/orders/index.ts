import type { Migration } from '../../open/migrate.ts';
import { sql as orders } from './0010-orders.ts';
import { sql as search } from './0020-search.ts';
import { sql as imports } from './0030-imports.ts';

/** What has made `orders.db` what it is, in order. Released ones are never edited: a change is a new number. */
export const ordersMigrations: readonly Migration[] = [
  { version: 10, sql: orders },
  { version: 20, sql: search },
  { version: 30, sql: imports },
];
