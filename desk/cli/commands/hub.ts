import { parseArgs } from 'node:util';
import { holdDataFolder } from '../../../db/open/hold-data-folder.ts';
import { getHubLink } from '../../../db/queries/hub-link.ts';
import { outboxDepth } from '../../../db/queries/work.ts';
import { enrol } from '../../sync/enrol.ts';
import { HubRefused, HubUnreachable } from '../../sync/hub-client.ts';
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
const HAS_HISTORY: Words = {
  zh: '这个数据文件夹里已有独立运行时的记录，接入中心请另用一个空文件夹（--data-dir）。',
  en: 'This data folder has records of working on its own; enrol with an empty one (--data-dir).',
};
const CODE_WRONG: Words = {
  zh: '接入码不对、已过期或已用过。请管理员用 npm run hub -- enrol 重新生成。',
  en: 'The code is wrong, over, or was used. An administrator makes another one with npm run hub -- enrol.',
};
const NOT_REACHED: Words = {
  zh: '连不上中心。请核对地址，并确认中心已启动。',
  en: 'The hub was not reached. Check its address, and that it is running.',
};

/** `hub join URL CODE`: enrols the desk of a data folder at a hub. The desk must be closed. */
export const hubCommand: CliCommand = {
  name: 'hub',
  usage: 'join URL CODE [--name NAME] [--data-dir DIR] [--passphrase]',
  summary: { zh: '用一次性接入码接入中心', en: 'Enrols this desk at a hub with a one-time code' },
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
      if (!held.ok) {
        io.err(sayRefusal(io.language, held.refusal));
        return EXIT.refused;
      }
      if (getHubLink(db) !== null) return refusedWith(ALREADY, io);
      if (outboxDepth(db).depth > 0) return refusedWith(HAS_HISTORY, io);
      await enrol(db, asked, Date.now());
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

function refusedWith(words: Words, io: CliIo): ExitCode {
  io.err(words[io.language]);
  return EXIT.refused;
}

function parse(args: readonly string[]) {
  try {
    const options = { ...DATA_FLAGS, name: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [verb, url, code] = positionals;
    if (verb !== 'join' || url === undefined || code === undefined || !URL.canParse(url)) return null;
    return { values, url, code, deskName: values.name ?? 'desk' };
  } catch {
    return null;
  }
}
