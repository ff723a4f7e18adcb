/** What an administrator does at the command line of the machine that the hub runs on. Each answers what is to be printed. */
import { ROLES } from '../../domain/kernel/actor.ts';
import type { HubDeps } from '../services/deps.ts';
import { makeEnrolmentCode, revokeDesk } from '../services/enrol.ts';
import { addPerson, disablePerson, enablePerson, renewPassword } from '../services/people.ts';
import type { Settings } from './settings.ts';

type Command = (deps: HubDeps, settings: Settings) => Promise<string>;

const NO_SUCH_LOGIN = '没有这个登录名；用 users 查看。 There is no such login; see users.';

const enrol: Command = async (deps, { name, branches, roles: asked, days, attach }) => {
  if (name === undefined) throw new Error('请用 --name 给出工位名称。 Name the desk with --name.');
  const roles = ROLES.filter((role) => asked.includes(role));
  if (roles.length < asked.length) throw new Error(`--roles：${ROLES.join(',')}`);
  const scope = branches ?? 'all';
  const { code, expiresAt } = await makeEnrolmentCode(deps, { name, scope, roles, days, brings: attach });
  const until = new Date(expiresAt).toISOString();
  return `接入码 code: ${code}\n一次有效，到 ${until} 为止。 Good once, until then.`;
};

const desks: Command = async ({ store }) => {
  const all = await store.listDesks();
  return all
    .map(({ deskId, name, scope, revokedAt }) => {
      const branches = scope === 'all' ? '全部门店 every branch' : scope.join(',');
      return `${deskId}  ${name}  ${branches}${revokedAt === null ? '' : '  已吊销 revoked'}`;
    })
    .join('\n');
};

const revoke: Command = async (deps, { subject }) => {
  if (subject === undefined || !(await revokeDesk(deps, subject))) {
    throw new Error('没有这个工位；用 desks 查看。 There is no such desk; see desks.');
  }
  return '已吊销，下一次请求起生效。 Revoked, from its next request on.';
};

const addUser: Command = async (deps, { login, name, roles, branch }) => {
  const known = ROLES.filter((role) => roles.includes(role));
  if (
    login === undefined ||
    name === undefined ||
    branch === undefined ||
    known.length === 0 ||
    known.length < roles.length
  ) {
    throw new Error(`需要 --login、--name、--branch 和 --roles（${ROLES.join(',')}）。 All four are needed.`);
  }
  const added = await addPerson(deps, { login, displayName: name, roles: known, branchId: branch });
  if (added === null) throw new Error('这个登录名已有人使用。 That login is taken.');
  return `登录名 login: ${added.user.login}\n密码 password: ${added.password}\n只显示这一次。 Shown this once.`;
};

const disableUser: Command = async (deps, { subject }) => {
  if (subject === undefined || !(await disablePerson(deps, subject))) throw new Error(NO_SUCH_LOGIN);
  return '已停用。 Disabled.';
};

const enableUser: Command = async (deps, { subject }) => {
  if (subject === undefined || !(await enablePerson(deps, subject))) throw new Error(NO_SUCH_LOGIN);
  return '已启用，原密码有效。 Enabled, with the password of before.';
};

const newPassword: Command = async (deps, { subject }) => {
  const password = subject === undefined ? null : await renewPassword(deps, subject);
  if (password === null) throw new Error(NO_SUCH_LOGIN);
  return `新密码 password: ${password}\n只显示这一次。 Shown this once.`;
};

const users: Command = async ({ store }) => {
  const all = await store.listUsers();
  return all
    .map(({ login, displayName, roles, branchId, disabledAt }) =>
      [login, displayName, roles.join(','), branchId, ...(disabledAt === null ? [] : ['已停用 disabled'])].join('  '),
    )
    .join('\n');
};

export const COMMANDS: Readonly<Record<string, Command>> = {
  enrol,
  desks,
  revoke,
  users,
  'add-user': addUser,
  'disable-user': disableUser,
  'enable-user': enableUser,
  'new-password': newPassword,
};
