import { describeStore } from '../testing/store-suite.ts';
import { openMemoryStore } from './memory-store.ts';

describeStore('memory', async () => openMemoryStore());
