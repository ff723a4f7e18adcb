/** Another program that holds the write lock of one file: says so, waits, and lets go. */
import { writeSync } from 'node:fs';
import { openFile } from '../../../db/open/file.ts';

const [path = '', keyHex = '', kind = 'IMMEDIATE', ms = '0'] = process.argv.slice(2);
const connection = openFile({ path, key: new Uint8Array(Buffer.from(keyHex, 'hex')) });
connection.exec(`BEGIN ${kind === 'EXCLUSIVE' ? 'EXCLUSIVE' : 'IMMEDIATE'}`);
writeSync(1, 'held\n');
setTimeout(() => {
  connection.exec('ROLLBACK');
  connection.close();
}, Number(ms));
