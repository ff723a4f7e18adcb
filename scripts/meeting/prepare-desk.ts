import { openDeskDb } from '../../db/open/open-desk-db.ts';
import { transaction } from '../../db/open/database.ts';
import { putGrant } from '../../db/queries/hub-link.ts';
import { TEST_KEYS } from '../../db/testing/temporary-db.ts';
import { enrol } from '../../desk/sync/enrol.ts';
import { createHubClient } from '../../desk/sync/hub-client.ts';
import { PASSWORD } from './hubs.ts';
import type { Hubs } from './hubs.ts';

/** A desk's data folder, enrolled over a good line, with its person signed in; from then on it talks over the bad one. Answers who it is. */
export async function prepareDesk({
  dataDir,
  hub,
  lineUrl,
  login,
}: {
  readonly dataDir: string;
  readonly hub: Hubs;
  readonly lineUrl: string;
  readonly login: string;
}): Promise<string> {
  const opened = openDeskDb({ dataDir, keys: TEST_KEYS, now: Date.now() });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { db } = opened.value;
  try {
    const url = `http://127.0.0.1:${hub.ports()[0]}`;
    const link = await enrol(db, { url, code: await hub.enrolmentCode(login), deskName: login }, Date.now());
    const { user, grant, expiresAt, offlineUntil, hubTime } = await createHubClient(link, Date.now).signIn(
      login,
      PASSWORD,
    );
    transaction(db, () => {
      putGrant(db, { userId: user.userId, issuedAt: hubTime, expiresAt, offlineUntil, token: grant });
      db.run('UPDATE hub_link SET url = ?', lineUrl);
    });
    return user.userId;
  } finally {
    db.close();
  }
}
