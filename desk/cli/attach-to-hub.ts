import { deskFiles } from '../../db/open/open-desk-db.ts';
import { keepCopy, stamp } from '../../db/open/backup.ts';
import { calendarOf } from '../services/calendar.ts';
import { openPolicyPacks } from '../services/policy-packs.ts';
import { adopt, bringHistory, HistoryLeft } from '../sync/bring-history.ts';
import type { Brought } from '../sync/bring-history.ts';
import { askToEnrol } from '../sync/enrol.ts';
import type { Enrolling } from '../sync/enrol.ts';
import { createHubClient, HubRefused, HubUnreachable } from '../sync/hub-client.ts';
import { pullAll } from '../sync/pull-all.ts';
import { EXIT } from './command.ts';
import type { CliIo, ExitCode } from './command.ts';
import { sayRefusal } from './import-words.ts';
import type { OpenedData } from './open-data.ts';

/**
 * Brings a desk that was its own authority to a hub: tells all of it, keeps the file as it was beside, and takes everything
 * from the hub from then on. Until the hub has all of it nothing changes here. Throws `HubRefused` for a wrong code, and
 * `HubUnreachable`.
 */
export async function attachToHub(
  { db, dataDir, keys }: OpenedData,
  asked: Enrolling & { readonly samePeople: boolean },
  io: CliIo,
): Promise<ExitCode> {
  const say = (zh: string, en: string): string => (io.language === 'zh' ? zh : en);
  const pack = openPolicyPacks(db, Date.now);
  if (!pack.ok) {
    io.err(sayRefusal(io.language, pack.refusal));
    return EXIT.refused;
  }
  const link = await askToEnrol(asked, Date.now());
  const client = createHubClient(link, Date.now);
  let brought: Brought;
  try {
    brought = await bringHistory(db, client, asked);
  } catch (error) {
    const why = whyNot(error);
    if (why === null) throw error;
    io.err(say(...why));
    return EXIT.refused;
  }
  const file = { dataDir, keys, sqliteBinding: undefined };
  const copy = keepCopy(deskFiles(file).desk, { dataDir, name: `desk-before-hub-${stamp(Date.now())}` });
  adopt(db, link, brought);
  const { orders, streams, contradictions } = brought;
  io.out(
    say(
      `已接入中心，本机的 ${streams} 项记录和 ${orders} 笔订单都已交给中心；其中 ${contradictions} 项与中心的记录冲突，由主管处理。\n原数据文件保留在 ${copy}`,
      `Enrolled, with ${streams} records and ${orders} orders of this desk; ${contradictions} contradict what the hub knew and are before a supervisor.\nThe file as it was stays at ${copy}`,
    ),
  );
  const command = { db, deskId: link.deskId, pack: pack.value(), calendar: calendarOf(db), mode: 'hub' } as const;
  const desk = { ...command, now: Date.now };
  const told = { changed: () => undefined, failed: () => undefined };
  try {
    await pullAll({ desk: () => desk, client, now: Date.now, ...told });
    io.out(
      say('请打开工作台，用中心的登录名登录。', 'Open the desk and sign in with the name and password of the hub.'),
    );
  } catch (error) {
    if (!(error instanceof HubUnreachable)) throw error;
    io.out(say('打开工作台后会继续取回全部记录。', 'The desk goes on to fetch its records once it is open.'));
  }
  return EXIT.ok;
}

type Sentence = readonly [zh: string, en: string];

/** Why the hub did not take the history; null where that is not what went wrong. Nothing has changed here then. */
function whyNot(error: unknown): Sentence | null {
  if (error instanceof HubRefused && error.code === 'not_permitted')
    return [
      '这个数据文件夹里已有独立运行时的记录，而接入码不是为带入记录生成的。请管理员用 npm run hub -- enrol --name 名称 --attach 另行生成；或用空文件夹接入（--data-dir）。',
      'This data folder has records of working on its own, and the code was not made to bring any. An administrator makes another with npm run hub -- enrol --name NAME --attach; or enrol an empty folder (--data-dir).',
    ];
  if (!(error instanceof HistoryLeft)) return null;
  const some = error.left.slice(0, 5).map(({ stream, because }) => `${stream} (${because})`);
  return [
    `中心没有收下 ${error.left.length} 项记录，本机没有任何改动：${some.join('，')}。请联系管理员。`,
    `The hub did not take ${error.left.length} records, and nothing has changed here: ${some.join(', ')}. Ask its administrator.`,
  ];
}
