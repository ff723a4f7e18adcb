/** Opens a desk once and asks it one thing, for `start-figures.ts`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { searchAnswerOf } from '../../../desk/views/search.ts';
import { openBenchDesk } from './build-data.ts';
import { SEARCH_LIMIT } from './search-figures.ts';

const IDLE_MS = 1500;

const [dataDir = ''] = process.argv.slice(2);
const startedAt = performance.now();
const desk = await openBenchDesk(dataDir);
const openedAt = performance.now();
searchAnswerOf(desk.deps, '张伟', SEARCH_LIMIT);
const foundAt = performance.now();
await sleep(IDLE_MS);
const rssMegabytes = process.memoryUsage.rss() / 1e6;
await desk.close();
process.stdout.write(JSON.stringify({ open: openedAt - startedAt, firstSearch: foundAt - openedAt, rssMegabytes }));
