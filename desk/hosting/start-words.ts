import type { Refusal, RefusalCode } from '../../domain/kernel/refusal.ts';

/** Why a desk could not be opened, for a terminal or a dialog before there is any page: Chinese first, English second. */
const WORDS: Partial<Record<RefusalCode, readonly [zh: string, en: string]>> = {
  key_file_exposed: [
    '密钥文件或其文件夹可被其他用户读取，已停止。请执行 chmod 700 keys 和 chmod 600 keys/*.key（在数据文件夹内），确认无人读取过之后再启动。',
    'The key file or its folder can be read by other users, so nothing was opened. In the data folder run chmod 700 keys and chmod 600 keys/*.key, make sure nobody read them, and start again.',
  ],
  key_file_damaged: [
    '密钥文件已损坏。请从备份恢复数据文件夹中的 keys 文件夹，或执行 npm run desk -- keys restore 恢复副本；没有它，数据无法打开。数据没有改动。',
    'A key file is damaged. Restore the folder keys of the data folder from a backup, or run npm run desk -- keys restore with a recovery copy; without it the data cannot be opened. The data is unchanged.',
  ],
  key_missing: [
    '密钥文件不见了，数据还在。请从备份把 keys 文件夹放回数据文件夹，或执行 npm run desk -- keys restore 恢复副本。没有生成新密钥，数据没有改动。',
    'The key file is gone; the data is there. Put the folder keys back into the data folder from a backup, or run npm run desk -- keys restore with a recovery copy. No new key was made and the data is unchanged.',
  ],
  key_not_readable: [
    '当前系统用户读不到密钥文件。请以原来的系统用户启动，或执行 npm run desk -- keys restore 恢复副本。数据没有改动。',
    'This system user cannot read the key file. Start as the system user it belongs to, or run npm run desk -- keys restore with a recovery copy. The data is unchanged.',
  ],
  key_needs_keychain: [
    '此数据文件夹的密钥由系统钥匙串保管，此处取不到。请用桌面版（npm start -- --electron）以原来的系统用户打开；钥匙串已重置或换了电脑时，执行 npm run desk -- keys restore 恢复副本。',
    'The keys of this data folder are kept by the system keychain, which does not give them here. Open it with the desktop version (npm start -- --electron) as the same system user; if the keychain was reset or this is another computer, run npm run desk -- keys restore with a recovery copy.',
  ],
  key_needs_passphrase: [
    '此数据文件夹受口令保护。请加 --passphrase 启动。',
    'This data folder is behind a passphrase. Start with --passphrase.',
  ],
  key_has_no_passphrase: [
    '此数据文件夹建立时没有使用口令。请不加 --passphrase 启动，或用 --data-dir 指定新的文件夹。',
    'This data folder was made without a passphrase. Start without --passphrase, or name a new folder with --data-dir.',
  ],
  passphrase_wrong: [
    '口令不正确。请重新输入；忘记时用恢复副本（npm run desk -- keys restore）。',
    'The passphrase is not right. Try again; if it is forgotten, use a recovery copy (npm run desk -- keys restore).',
  ],
  passphrase_too_short: ['口令至少需要 10 个字符。', 'A passphrase needs at least 10 characters.'],
  database_from_future: [
    '此数据由更新版本的程序写入。请安装新版本后再打开。',
    'This data was written by a newer version. Install that version and open it again.',
  ],
  database_locked: [
    '另一个程序正在使用此数据文件夹。请先关闭它。',
    'Another program is using this data folder. Close it first.',
  ],
  database_key_wrong: [
    '密钥与数据不符。请从同一份备份中恢复 keys 文件夹和数据文件，或执行 npm run desk -- keys restore 恢复副本。数据没有改动。',
    'The key does not fit the data. Restore the folder keys and the data files from the same backup, or run npm run desk -- keys restore with a recovery copy. The data is unchanged.',
  ],
  database_corrupt: [
    '数据文件已损坏。请执行 npm run desk -- backup list 查看备份，再执行 npm run desk -- backup restore 恢复其中一份；损坏的文件会原样保留。',
    'A data file is damaged. See the backups with npm run desk -- backup list and put one in place with npm run desk -- backup restore; the damaged file is kept as it is.',
  ],
  backup_not_found: [
    '没有找到这份备份。请用 npm run desk -- backup list 查看有哪些备份。',
    'There is no such backup. See which there are with npm run desk -- backup list.',
  ],
  backup_unusable: [
    '这份备份本身也打不开或不完整，没有改动任何文件。请换一份更早的备份。',
    'This backup cannot be opened or is not whole either; no file was changed. Take an earlier one.',
  ],
  disk_read_only: [
    '磁盘或数据文件夹不能写入。请检查磁盘是否只读、文件夹权限是否正确，然后再启动。',
    'The disk or the data folder cannot be written. Check whether it is read-only and who may write it, and start again.',
  ],
  disk_failed: [
    '磁盘读写出错。请检查磁盘，准备好备份，然后再启动。',
    'The disk failed. Check it, get the backups ready, and start again.',
  ],
  disk_full: ['磁盘空间不足。请清理后再启动。', 'The disk is full. Make room and start again.'],
};

/** @returns the words in both languages, or the bare code where it is not one of opening a desk. */
export function refusalLines(refusal: Refusal): readonly [zh: string, en: string] {
  return WORDS[refusal.code] ?? [`无法打开：${refusal.code}`, `Could not open: ${refusal.code}`];
}
