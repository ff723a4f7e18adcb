import { parseArgs } from 'node:util';
import type { WritableDb } from '../../../db/open/database.ts';
import { holdDataFolder } from '../../../db/open/hold-data-folder.ts';
import { getHubLink } from '../../../db/queries/hub-link.ts';
import { outboxDepth } from '../../../db/queries/work.ts';
import { enrol } from '../../sync/enrol.ts';
import { askHidden } from '../../hosting/terminal-keys.ts';
import { createHubClient, HubRefused, HubUnreachable } from '../../sync/hub-client.ts';
import { ordersInParts } from '../../sync/orders-in-parts.ts';
import { attachToHub } from '../attach-to-hub.ts';
import { fetchFirstOrders } from '../fetch-orders.ts';
import { EXIT } from '../command.ts';
import type { CliCommand, CliIo, ExitCode, Language } from '../command.ts';
import { sayRefusal } from '../import-words.ts';
import { DATA_FLAGS, openData } from '../open-data.ts';

type Words = Readonly<Record<Language, string>>;
const JOINED: Words = {
  zh: '已接入中心。请打开工作台，用中心的登录名登录。',
  en: 'Enrolled. Open the desk and sign in with the name and password of the hub.',
};
const ALREADY: Words = {
  zh: '这台工作台已接入中心，不能再次接入。',
  en: 'This desk has a hub already.',
};
const CODE_WRONG: Words = {
  zh: '接入码不对、已过期或已用过。请管理员用 npm run hub -- enrol 重新生成。',
  en: 'The code is wrong, over, or was used. An administrator makes another one with npm run hub -- enrol.',
};
const NOT_REACHED: Words = {
  zh: '连不上中心。请核对地址，并确认中心已启动。',
  en: 'The hub was not reached. Check its address, and that it is running.',
};

/** `hub join URL CODE` enrols the desk of a data folder at a hub, with what it did alone if it did something; `hub send-orders --login L` gives the hub the orders that were imported here; `hub fetch-orders` goes on with orders that `join` could not fetch whole. */
export const hubCommand: CliCommand = {
  name: 'hub',
  usage:
    'join URL CODE [--name NAME] [--same-people] | fetch-orders | send-orders --login LOGIN [--data-dir DIR] [--passphrase]',
  summary: {
    zh: '用一次性接入码接入中心；把本机导入的订单交给中心',
    en: 'Enrols this desk at a hub with a one-time code; gives the hub the orders imported here',
  },
  async run(args, io) {
    const asked = parse(args);
    if (asked === null) {
      io.err(`npm run desk -- hub ${hubCommand.usage}`);
      return EXIT.usage;
    }
    const opened = await openData(asked.values, io);
    if (!opened.ok) {
      io.err(sayRefusal(io.language, opened.refusal));
      return EXIT.refused;
    }
    const { db, dataDir } = opened.value;
    const held = holdDataFolder(dataDir, undefined);
    try {
      if (asked.login !== undefined) return await sendOrders(db, asked.login, io);
      if (!held.ok) {
        io.err(sayRefusal(io.language, held.refusal));
        return EXIT.refused;
      }
      if (asked.verb === 'fetch-orders') {
        if (getHubLink(db) === null) return refusedWith(NO_HUB, io);
        await fetchFirstOrders(opened.value, io);
        return EXIT.ok;
      }
      if (getHubLink(db) !== null) return refusedWith(ALREADY, io);
      if (outboxDepth(db).depth > 0) return await attachToHub(opened.value, asked, io);
      await enrol(db, asked, Date.now());
      await fetchFirstOrders(opened.value, io);
      io.out(JOINED[io.language]);
      return EXIT.ok;
    } catch (error) {
      if (error instanceof HubRefused) return refusedWith(CODE_WRONG, io);
      if (error instanceof HubUnreachable) return refusedWith(NOT_REACHED, io);
      throw error;
    } finally {
      if (held.ok) held.value.release();
      db.close();
    }
  },
};

const NO_HUB: Words = { zh: '这台工作台还没有接入中心。', en: 'This desk has no hub yet: hub join comes first.' };
const MAY_NOT: Words = {
  zh: '中心没有接受：请核对登录名和密码，并用可导入订单的人员（主管或管理员）登录。',
  en: 'The hub did not take them: check the name and the password, and use somebody who may import orders (supervisor, admin).',
};

/** Gives the hub every order that is known here; what it has already, or newer, stays as it is there. */
async function sendOrders(db: WritableDb, login: string, io: CliIo): Promise<ExitCode> {
  const link = getHubLink(db);
  if (link === null) return refusedWith(NO_HUB, io);
  const client = createHubClient(link, Date.now);
  const password = io.env['DESK_HUB_PASSWORD'] ?? (await askHidden('密码 password: '));
  try {
    const { grant } = await client.signIn(login, password);
    let [sent, taken] = [0, 0];
    for (const orders of ordersInParts(db)) {
      taken += (await client.orders(grant, orders)).taken;
      sent += orders.length;
    }
    io.out(
      io.language === 'zh'
        ? `已交给中心 ${sent} 笔订单，其中新收 ${taken} 笔。`
        : `${sent} orders sent, ${taken} of them taken.`,
    );
    return EXIT.ok;
  } catch (error) {
    if (error instanceof HubRefused) return refusedWith(MAY_NOT, io);
    throw error;
  }
}

function refusedWith(words: Words, io: CliIo): ExitCode {
  io.err(words[io.language]);
  return EXIT.refused;
}

function parse(args: readonly string[]) {
  try {
    const options = {
      ...DATA_FLAGS,
      name: { type: 'string' },
      login: { type: 'string' },
      'same-people': { type: 'boolean' },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, url, code] = positionals;
    const nothing = { values, login: undefined, url: '', code: '', deskName: '', samePeople: false };
    if (verb === 'fetch-orders') return { ...nothing, verb };
    if (verb === 'send-orders' && values.login !== undefined) return { ...nothing, verb, login: values.login };
    if (verb !== 'join' || url === undefined || code === undefined || !URL.canParse(url)) return null;
    const samePeople = values['same-people'] ?? false;
    return { ...nothing, verb, url, code, deskName: values.name ?? 'desk', samePeople };
  } catch {
    return null;
  }
}
