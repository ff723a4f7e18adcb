import { describe, expect, it } from 'vitest';
import { diskRefusal } from '../../domain/kernel/disk-refusal.ts';
import { databaseRefusal, noteDamage } from './errors.ts';

const failing = (code: string, syscall?: string): Error =>
  Object.assign(new Error('测试张三 13800138000'), { code }, syscall === undefined ? {} : { syscall });

describe('a failure of a file or a disk', () => {
  it.each([
    ['SQLITE_BUSY_SNAPSHOT', 'database_locked'],
    ['SQLITE_LOCKED', 'database_locked'],
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_IOERR_SHMSIZE', 'disk_full'],
    ['SQLITE_READONLY', 'disk_read_only'],
    ['SQLITE_READONLY_DBMOVED', 'disk_read_only'],
    ['SQLITE_IOERR_FSYNC', 'disk_failed'],
    ['SQLITE_CANTOPEN', 'disk_failed'],
    ['SQLITE_CORRUPT', 'database_corrupt'],
    ['SQLITE_CORRUPT_INDEX', 'database_corrupt'],
    ['SQLITE_NOTADB', 'database_corrupt'],
  ])('%s is refused as %s', (code, refusal) => {
    expect(databaseRefusal(failing(code))?.refusal.code).toBe(refusal);
  });

  it.each([
    ['ENOSPC', 'write', 'disk_full'],
    ['EDQUOT', 'write', 'disk_full'],
    ['EFBIG', 'write', 'disk_full'],
    ['EROFS', 'open', 'disk_read_only'],
    ['EACCES', 'open', 'disk_read_only'],
    ['ENOENT', 'mkdir', 'disk_read_only'],
    ['EIO', 'read', 'disk_failed'],
  ])('%s of %s is refused as %s', (code, syscall, refusal) => {
    expect(diskRefusal(failing(code, syscall))?.refusal.code).toBe(refusal);
    expect(databaseRefusal(failing(code, syscall))?.refusal.code).toBe(refusal);
  });

  it('carries its code and nothing that a message might quote', () => {
    expect(databaseRefusal(failing('EIO', 'read'))?.refusal).toEqual({ code: 'disk_failed', data: { code: 'EIO' } });
  });

  it('is made of a file that is gone from the folder it was put in: so is the disk', () => {
    for (const syscall of ['open', 'rename'])
      expect(databaseRefusal(failing('ENOENT', syscall))?.refusal).toEqual({
        code: 'disk_failed',
        data: { code: 'ENOENT' },
      });
  });

  it('of a damaged page names the file that was read', () => {
    const error = failing('SQLITE_CORRUPT');
    noteDamage(error, 'orders');
    noteDamage(error, 'desk');

    expect(databaseRefusal(error)?.refusal.data).toEqual({ file: 'orders' });
  });

  it.each([
    ['a constraint', failing('SQLITE_CONSTRAINT_UNIQUE')],
    ['a code that no system call gave', failing('ENOSPC')],
    ['any other exception', new Error('bug')],
  ])('is not made of %s', (_what, error) => {
    expect(databaseRefusal(error)).toBeNull();
  });
});
