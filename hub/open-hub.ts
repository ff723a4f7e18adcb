/** A hub on its database: the store, what it signs with, and what it decides with. Served by `createHubServer`. */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { createReadyFiles } from './bootstrap/ready-files.ts';
import { DAY_MS, HOUR_MS } from '../domain/kernel/units.ts';
import { defaultCalendar } from '../domain/policy/calendars/default.ts';
import { loadSamplePack } from '../domain/policy/packs/sample.ts';
import type { HubDeps } from './services/deps.ts';
import type { HubStore } from './store/store.ts';

export interface HubOptions {
  readonly store: HubStore;
  readonly now?: () => number;
  /** Where ready files of orders are kept; without it none are made. */
  readonly readyFolder?: string;
  /** Days that somebody who has signed in may go on without a network. */
  readonly offlineDays?: number;
  /** Told of a rule that threw: the type of the command, and the exception. */
  readonly failed?: (type: string, error: unknown) => void;
}

const GRANT_MS = 12 * HOUR_MS;
const OFFLINE_DAYS = 7;

/** All hubs of one database sign with the same key: it is made once, and kept sealed beside everything else. */
export async function openHub(options: HubOptions): Promise<HubDeps> {
  const { store, now = Date.now, offlineDays = OFFLINE_DAYS, readyFolder, failed } = options;
  const pem = await store.secret('signing-key', () =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  );
  const signingKey = createPrivateKey(pem);
  const pack = loadSamplePack();
  if (!pack.ok) throw new Error(`the policy pack that ships does not load: ${pack.refusal.code}`);
  return {
    store,
    signingKey,
    now,
    newId: uuidv7,
    readyFiles:
      readyFolder === undefined
        ? null
        : createReadyFiles({
            store,
            folder: readyFolder,
            now,
            newId: uuidv7,
            failed: (error) => failed?.('ready_file', error),
          }),
    grantMs: GRANT_MS,
    offlineMs: offlineDays * DAY_MS,
    authority: {
      hubKey: createPublicKey(signingKey),
      now,
      packAt: () => pack.value,
      calendar: defaultCalendar,
      ...(failed === undefined ? {} : { failed }),
    },
  };
}
