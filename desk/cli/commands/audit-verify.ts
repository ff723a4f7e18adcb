import { parseArgs } from 'node:util';
import { verifyChains } from '../../views/audit.ts';
import type { ChainVerification } from '../../views/audit.ts';
import { EXIT } from '../command.ts';
import type { CliCommand, Language } from '../command.ts';
import { sayRefusal } from '../import-words.ts';
import { DATA_FLAGS, openData } from '../open-data.ts';

/** `audit verify`: recomputes both hash chains and says in words whether they hold; exits with 1 where one does not. */
export const auditCommand: CliCommand = {
  name: 'audit',
  usage: 'verify [--data-dir DIR] [--demo] [--passphrase]',
  summary: {
    zh: '核对审计日志和证据台账的哈希链',
    en: 'Checks the hash chains of the audit log and of the evidence ledger',
  },
  async run(args, io) {
    const flags = parseFlags(args);
    if (flags === null) {
      io.err(`npm run desk -- audit ${auditCommand.usage}`);
      return EXIT.usage;
    }
    const opened = await openData(flags, io);
    if (!opened.ok) {
      io.err(sayRefusal(io.language, opened.refusal));
      return EXIT.refused;
    }
    const { db } = opened.value;
    try {
      const verified = verifyChains(db);
      for (const line of LINES[io.language](verified)) io.out(line);
      return verified.ok ? EXIT.ok : EXIT.refused;
    } finally {
      db.close();
    }
  },
};

function parseFlags(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: DATA_FLAGS, allowPositionals: true });
    return positionals.length === 1 && positionals[0] === 'verify' ? values : null;
  } catch {
    return null;
  }
}

const LINES: Readonly<Record<Language, (verified: ChainVerification) => string[]>> = {
  zh: ({ ok, auditChecked, evidenceChecked, brokenChain, firstBrokenSeq }) => [
    `审计日志：核对了 ${auditChecked} 条。证据台账：核对了 ${evidenceChecked} 条。`,
    ok
      ? '两条哈希链完整，没有被改动或删除的记录。'
      : `${brokenChain === 'audit' ? '审计日志' : '证据台账'}从第 ${firstBrokenSeq ?? 0} 条起与前一条对不上：这一条被改动过，或它前面的记录被删除。请保留现场，停止使用此数据文件夹，并联系审计人员；可与 backups 文件夹中的备份比对。`,
  ],
  en: ({ ok, auditChecked, evidenceChecked, brokenChain, firstBrokenSeq }) => [
    `Audit log: ${auditChecked} entries checked. Evidence ledger: ${evidenceChecked} entries checked.`,
    ok
      ? 'Both hash chains hold: nothing was changed or removed.'
      : `The ${brokenChain === 'audit' ? 'audit log' : 'evidence ledger'} does not follow on from entry ${firstBrokenSeq ?? 0}: that entry was changed, or one before it removed. Keep everything as it is, stop using this data folder and call an auditor; the copies in the folder backups show what it was.`,
  ],
};
