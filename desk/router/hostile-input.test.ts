import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyContractProcedure } from '@orpc/contract';
import { ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskContract } from '../../contract/desk-api/index.ts';
import { arbitraryInput } from '../../contract/testing/arbitrary-input.ts';
import type { KnownValues } from '../../contract/testing/arbitrary-input.ts';
import { MARKER } from '../../contract/testing/hostile-values.ts';
import { transaction } from '../../db/open/database.ts';
import { getUser, saveUser } from '../../db/queries/users.ts';
import type { UserAccount } from '../../db/queries/users.ts';
import { ROLES } from '../../domain/kernel/actor.ts';
import { beginSession, currentSession } from '../services/sessions.ts';
import type { OpenedDesk } from '../testing/opened-desk.ts';
import { openTestDesk } from '../testing/opened-desk.ts';
import { policyViewOf } from '../views/policy.ts';

/** `DESK_FUZZ_RUNS=2000 npm exec vitest run desk/router/hostile-input` looks for longer. */
const RUNS = Number(process.env['DESK_FUZZ_RUNS'] ?? 30);
/** These hash passwords or start a thread, which takes its time. */
const SLOW = new Set([
  'auth.signIn',
  'auth.unlock',
  'auth.changePassword',
  'users.create',
  'users.resetPassword',
  'imports.start',
]);
const runsOf = (path: string): number => (SLOW.has(path) ? Math.max(8, Math.floor(RUNS / 10)) : RUNS);

/** Every procedure there is: a new one is among them without being named. */
const PROCEDURES = Object.entries(deskContract).flatMap(([group, procedures]) =>
  Object.entries(procedures).map(([name, contract]) => ({
    path: `${group}.${name}`,
    group,
    name,
    schema: (contract as AnyContractProcedure)['~orpc'].inputSchema,
  })),
);
/** Who asks: a person of each role, and somebody who is not signed in. */
const ASKING = [...ROLES, 'nobody'] as const;

let opened: OpenedDesk;
let known: KnownValues;
let accounts: ReadonlyMap<string, UserAccount>;

beforeAll(async () => {
  opened = await openTestDesk({ demo: true });
  const { db } = opened.desk().deps;
  accounts = new Map(
    ROLES.flatMap((role) => {
      const account = getUser(db, `demo-${role}1`);
      return account === null ? [] : [[role, account] as const];
    }),
  );
  await haveContactsUnderWay();
  known = knownValues(opened);
}, 120_000);
afterAll(() => opened.dispose());

/** Contacts of the very people who ask, so that what only an owner may do is reached too. */
async function haveContactsUnderWay(): Promise<void> {
  const { db } = opened.desk().deps;
  const owners = db.all<{ partyId: string; mobile: string; orderNo: string }>(
    `SELECT party_id AS partyId, mobile, order_no AS orderNo FROM orders.party JOIN orders.order_record USING (party_id)
     WHERE mobile IS NOT NULL LIMIT 12`,
  );
  for (const [index, { partyId, mobile, orderNo }] of owners.entries()) {
    const who = index % 3 === 2 ? 'clerk' : 'agent';
    const desk = opened.window(seat(who));
    const channel = who === 'clerk' ? 'walk_in' : 'phone';
    const cli = who === 'clerk' ? null : mobile;
    const { contactId } = await desk.contacts.start({
      channel,
      direction: 'inbound',
      cli,
      waitedSeconds: 30,
      callbackId: null,
    });
    if (index % 4 === 0) continue;
    await desk.verification.start({ contactId, partyId, orderNo, subject: 'self', purpose: 'cancellation' });
  }
}

/** What the demonstration holds, under the names that inputs use for it. */
function knownValues({ desk }: OpenedDesk): KnownValues {
  const { db, pack, now } = desk().deps;
  const column = (name: string, table: string): string[] => {
    const rows = db.all<{ id: string | null }>(`SELECT DISTINCT ${name} AS id FROM ${table}`);
    const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]));
    // Of the oldest, and of the newest: what was begun for this test is among them.
    return [...new Set([...ids.slice(0, 20), ...ids.slice(-20)])];
  };
  const policy = policyViewOf(pack(), now());
  const userId = column('user_id', 'user_account');
  const mobiles = column('mobile', 'orders.party');
  const orderNo = column('order_no', 'case_row').concat(column('order_no', 'orders.order_record'));
  const at = [now(), now() - 60_000, now() + 3_600_000, now() + 90_000_000];
  return new Map<string, readonly unknown[]>([
    ['orderNo', orderNo],
    ['partyId', column('party_id', 'orders.party')],
    ['contactId', column('contact_id', 'contact_row')],
    ['caseId', column('case_id', 'case_row')],
    ['taskId', column('task_id', 'task_row')],
    ['callbackId', column('callback_id', 'callback_row')],
    ['evidenceId', column('evidence_id', 'evidence')],
    ['userId', userId],
    ['toUserId', userId],
    ['login', column('login', 'user_account')],
    ['branchId', column('branch_id', 'branch')],
    ['cli', mobiles],
    ['statedNumber', mobiles],
    ['value', mobiles],
    ['text', [...mobiles, ...orderNo, ...column('case_code', 'case_row')]],
    ['reasonCode', [...policy.reasons, ...policy.rejectionReasons].map(({ code }) => code)],
    ['materialId', policy.materials.map(({ materialId }) => materialId)],
    ['feeItemId', policy.feeItems.map(({ feeItemId }) => feeItemId)],
    ['amountFen', policy.feeItems.map(({ amountFen }) => amountFen)],
    ['disposition', policy.dispositions.map(({ code }) => code)],
    ['packId', [policy.packId]],
    ['packVersion', [policy.packVersion]],
    ['feeListVersion', [policy.feeListVersion]],
    ['cursor', [`${now()}~x`, '5', null]],
    ['day', ['2026-03-11', '2026-02-29', '0000-00-00', '9999-99-99']],
    ...['at', 'by', 'readBackAt', 'happenedAt', 'slotStart', 'validFrom', 'validTo'].map((name) => [name, at] as const),
  ]);
}

/** The person is signed in and what they were, whatever was asked before: some procedures end sessions or change people. */
function seat(who: (typeof ASKING)[number]): string {
  const clientId = `window-of-${who}`;
  const account = accounts.get(who);
  if (account === undefined) return clientId;
  const { deps } = opened.desk();
  const session = currentSession(deps, clientId);
  const asBefore = JSON.stringify(getUser(deps.db, account.userId)) === JSON.stringify(account);
  if (asBefore && session?.locked === false && session.user.userId === account.userId) return clientId;
  transaction(deps.db, () => {
    saveUser(deps.db, account);
    beginSession(deps, clientId, account.userId);
  });
  return clientId;
}

/** What a call came to. Throws what is neither an answer nor a refusal, which is what a test of this file looks for. */
async function ask(who: (typeof ASKING)[number], group: string, name: string, input: unknown): Promise<string> {
  const client = opened.window(seat(who)) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  try {
    const answer = await client[group]?.[name]?.(input);
    // A stream of notices goes on until somebody stops listening.
    if (isStream(answer)) await answer.return(undefined);
    return 'answered';
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== 'REFUSED') throw error;
    const said = JSON.stringify([error.message, error.data]);
    if (said.includes(MARKER)) throw new Error('the refusal repeats what was typed', { cause: error });
    return String((error.data as { code: unknown }).code);
  }
}

function isStream(answer: unknown): answer is AsyncGenerator<unknown, unknown, undefined> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

function logged(): string {
  const folder = join(opened.dataDir, 'logs');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

describe('whatever a window sends', () => {
  it.each(PROCEDURES)(
    '$path answers or refuses in words',
    async ({ path, group, name, schema }) => {
      const input = arbitraryInput(schema, known);
      const seen = new Map<string, number>();

      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...ASKING), input, async (who, sent) => {
          const outcome = await ask(who, group, name, sent);
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        }),
        { numRuns: runsOf(path) },
      );
      if (process.env['DESK_FUZZ_TELL']) console.log(path, Object.fromEntries(seen));

      expect(Object.keys(Object.prototype)).toEqual([]);
      expect('polluted' in {}).toBe(false);
    },
    600_000,
  );

  it('leaves no trace of it in the log', () => {
    const log = logged();

    expect(log).toContain('"procedure"');
    expect(log).not.toContain(MARKER);
    expect(log).not.toContain('"fault"');
  });
});
