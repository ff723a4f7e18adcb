import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { backUpDaily } from '../../db/open/backup.ts';
import { deskFiles } from '../../db/open/open-desk-db.ts';
import { fileKeyStore } from '../../desk/keys/file-key-store.ts';
import { loadKeySet } from '../../desk/keys/key-store.ts';
import { expect, test } from '../fixtures/desk.ts';

const BACKED_UP_AT = Date.UTC(2026, 2, 10, 2, 0);

// Electron's shell starts a killed desk again by itself, before anybody could damage its files.
test('a damaged file is told in words, with the backup that can take its place', async ({ desk }) => {
  // given: a backup, and a byte that is not what it was
  await desk.killDesk();
  const keys = await loadKeySet(fileKeyStore(desk.dataDir));
  if (!keys.ok) throw new Error(keys.refusal.code);
  const { desk: file } = deskFiles({ dataDir: desk.dataDir, keys: keys.value });
  backUpDaily(file, { dataDir: desk.dataDir, name: 'desk', now: BACKED_UP_AT });
  const damaged = await open(join(desk.dataDir, 'desk.db'), 'r+');
  await damaged.write(Buffer.from([1]), 0, 1, 2000);
  await damaged.close();

  // when
  const page = await desk.restart();

  // then
  await expect(page.getByRole('heading', { name: '撤单台没有打开' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('数据文件 desk.db 已损坏');
  await expect(page.getByText('2026-03-10 10:00')).toBeVisible();
  await expect(page.getByText('npm run desk -- backup restore desk-20260310T100000-daily.db')).toBeVisible();
});
