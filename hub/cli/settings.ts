/** What the hub's commands are told: flags first, then the environment, then what it does by itself. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm run hub                            开中心 start the hub
npm run hub -- enrol --name 名称 [--branches a,b] [--roles r,s] [--days N]   为一个工位生成一次性接入码 a one-time code for a desk
npm run hub -- enrol --name 名称 --attach          同上，并带入该工位独立运行时的记录 the same, for a desk that brings its history
npm run hub -- desks                   列出工位 list desks
npm run hub -- revoke DESK             吊销工位 revoke a desk
npm run hub -- add-user --login L --name N --roles agent,clerk --branch B   新增人员 add a person
npm run hub -- disable-user LOGIN      停用人员 disable a person
npm run hub -- enable-user LOGIN       恢复人员 let a person in again
npm run hub -- new-password LOGIN      重设密码 another password for a person
npm run hub -- users                   列出人员 list people
npm run hub -- backup FOLDER           备份（中心可在运行） back up, while the hub runs
npm run hub -- restore FOLDER          恢复到空的数据库 put a backup into an empty database

  --data-dir DIR     数据文件夹 data folder (default: the platform's place for data)
  --host ADDRESS     监听地址 address to listen on (127.0.0.1)
  --port N           端口 port (4780; 0 takes a free one)
  --tls-key FILE --tls-cert FILE   用 TLS serve with TLS
  --insecure         允许不加密地监听外部地址 listen beyond this machine without TLS
  --key-file FILE    列加密密钥（32 字节，base64） key of the sealed columns (32 bytes, base64)
  --key-command CMD  由 KMS 给出密钥的命令 a command that has a KMS print the key; it is given the key file
  --offline-days N   登录后可离线使用的天数 days that a sign-in lasts without a network (7)
  --demo             建好演示人员 demonstration people

  DATABASE_URL       PostgreSQL 15+；不设则用自带的 PostgreSQL. Without it the hub runs a PostgreSQL of its own.
  HUB_KEY_FILE, HUB_KEY_COMMAND       同上 as --key-file and --key-command`;

export interface Settings {
  readonly command: string;
  readonly subject: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly keyFile: string;
  readonly keyCommand: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  readonly insecure: boolean;
  readonly offlineDays: number;
  readonly demo: boolean;
  readonly name: string | undefined;
  readonly branches: readonly string[] | undefined;
  /** The desk to be enrolled holds the orders of so many days. */
  readonly days: number | null;
  /** The desk to be enrolled brings what it did alone. */
  readonly attach: boolean;
  readonly login: string | undefined;
  readonly roles: readonly string[];
  readonly branch: string | undefined;
}

const USUAL_PORT = '4780';

/** Throws with a sentence for whoever typed it. */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Settings {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: USUAL_PORT },
      'tls-key': { type: 'string' },
      'tls-cert': { type: 'string' },
      insecure: { type: 'boolean', default: false },
      'key-file': { type: 'string' },
      'key-command': { type: 'string' },
      'offline-days': { type: 'string', default: '7' },
      demo: { type: 'boolean', default: false },
      name: { type: 'string' },
      branches: { type: 'string' },
      attach: { type: 'boolean', default: false },
      days: { type: 'string' },
      login: { type: 'string' },
      roles: { type: 'string', default: '' },
      branch: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const dataDir = values['data-dir'] ?? defaultDataDir(env);
  const { 'tls-key': key, 'tls-cert': cert } = values;
  if ((key === undefined) !== (cert === undefined)) throw new Error('--tls-key and --tls-cert go together.');
  const port = Number(values.port);
  const offlineDays = Number(values['offline-days']);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port takes a number up to 65535.');
  if (!(offlineDays > 0) || offlineDays > 90) throw new Error('--offline-days takes a number up to 90.');
  const days = values.days === undefined ? null : Number(values.days);
  if (days !== null && !(Number.isInteger(days) && days > 0)) throw new Error('--days takes a number of days.');
  return {
    command: values.help ? 'help' : (positionals[0] ?? 'start'),
    subject: positionals[1],
    dataDir,
    databaseUrl: env['DATABASE_URL'],
    keyFile: values['key-file'] ?? env['HUB_KEY_FILE'] ?? join(dataDir, 'column.key'),
    keyCommand: values['key-command'] ?? env['HUB_KEY_COMMAND'],
    host: values.host,
    port,
    tls: key === undefined || cert === undefined ? undefined : { key, cert },
    insecure: values.insecure,
    offlineDays,
    demo: values.demo,
    name: values.name,
    branches: values.branches?.split(',').filter((each) => each !== ''),
    attach: values.attach,
    days,
    login: values.login,
    roles: values.roles.split(',').filter((each) => each !== ''),
    branch: values.branch,
  };
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** Why this must not be listened on; null where it may. What desks send would be read on the way. */
export function listeningRefusal({ host, tls, insecure }: Pick<Settings, 'host' | 'tls' | 'insecure'>): string | null {
  if (LOOPBACK.has(host) || tls !== undefined || insecure) return null;
  return `不加密就不能监听 ${host}。请给出 --tls-key 和 --tls-cert，或在可信网络中明确加 --insecure。\nNot listening on ${host} without TLS: give --tls-key and --tls-cert, or say --insecure where the network is trusted.`;
}

function defaultDataDir(env: Readonly<Record<string, string | undefined>>): string {
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'chedan-hub');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'chedan-hub');
  // A service of the whole machine; and root's own folder could not be entered by the account that the database runs as.
  if (process.getuid?.() === 0) return '/var/lib/chedan-hub';
  const xdg = env['XDG_DATA_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'share'), 'chedan-hub');
}
