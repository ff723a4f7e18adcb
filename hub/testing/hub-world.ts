/** A hub's store with people, orders and desks, and what desks push: the beginnings of the hub's tests. */
import { generateKeyPairSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { signGrant } from '../../contract/hub-protocol/grant.ts';
import { application, filing, pack } from '../../domain/cases/testing/filing.ts';
import type { Filing } from '../../domain/cases/testing/filing.ts';
import { commandOfType } from '../../domain/commands.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { defaultCalendar } from '../../domain/policy/calendars/default.ts';
import { NOW } from '../../domain/testing/given.ts';
import { acceptPush } from '../commands/accept-push.ts';
import type { PushAnswer, PushedOutcome } from '../commands/accept-push.ts';
import type { AuthorityContext, PushedCommand } from '../commands/judge.ts';
import type { EvidenceEntry, HubStore, Scope } from '../store/store.ts';

export const PARTY = {
  partyId: 'party-1',
  buyerType: 'micro_merchant',
  personName: '测试张三',
  merchantName: '杭州测试便利店',
  mobile: '13800138000',
  idNo: '110101199003077715',
  uscc: null,
  merchantNo: '102581083986056',
  settlementCardLast4: '7894',
  settlementBank: '中国工商银行',
  region: '浙江省',
  address: '浙江省杭州市西湖区测试路1号',
} as const;

const PEOPLE = [
  { userId: 'agent-1', roles: ['agent'], branchId: 'hotline' },
  { userId: 'agent-2', roles: ['agent'], branchId: 'hotline' },
  { userId: 'clerk-1', roles: ['clerk'], branchId: 'store-1' },
  { userId: 'clerk-2', roles: ['clerk'], branchId: 'store-2' },
  { userId: 'supervisor-1', roles: ['supervisor'], branchId: 'hotline' },
] as const satisfies readonly { userId: string; roles: readonly Role[]; branchId: string }[];

/** What a visitor puts on the counter. */
const ID_CARD: Filing['materials'] = [{ materialId: 'id_card', state: 'verified', evidenceId: null }];

/** One desk of a test: what it has pushed, and as whom. */
export interface TestDesk {
  readonly deskId: string;
  /** How far its clock is ahead. */
  skewMs: number;
  /** The next command of this person here, at this desk's clock; not pushed yet. */
  does(userId: string, type: string, payload: Record<string, unknown>, capturedAt?: UtcMs): Promise<PushedCommand>;
  push(commands: readonly PushedCommand[], evidence?: readonly EvidenceEntry[]): Promise<PushAnswer>;
  /** Does and pushes; what came of it. */
  tells(userId: string, type: string, payload: Record<string, unknown>): Promise<PushedOutcome>;
  /** A call or a visit in which the owner is known at L2, or where nothing matches; all of it, not pushed. */
  verified(
    userId: string,
    contactId: string,
    how?: { readonly channel?: 'phone' | 'walk_in'; readonly result?: 'match' | 'mismatch' },
  ): Promise<PushedCommand[]>;
  /** A complete filing in that contact. */
  files(userId: string, more: Partial<Filing> & { caseId: string; contactId: string }): Promise<PushedCommand>;
}

export interface HubWorld {
  readonly store: HubStore;
  readonly context: AuthorityContext;
  readonly failures: string[];
  /** The hub's clock. */
  now: UtcMs;
  desk(deskId: string, scope?: Scope): Promise<TestDesk>;
}

export async function openHubWorld(store: HubStore): Promise<HubWorld> {
  const hub = generateKeyPairSync('ed25519');
  const failures: string[] = [];
  const world: HubWorld = {
    store,
    failures,
    now: NOW,
    context: {
      hubKey: hub.publicKey,
      now: () => world.now,
      packAt: () => pack,
      calendar: defaultCalendar,
      failed: (type) => failures.push(type),
    },
    desk: async (deskId, scope = 'all') => {
      const epoch = `epoch-of-${deskId}`;
      const { publicKey: signingKey } = generateKeyPairSync('ed25519');
      await store.putDesk({
        deskId,
        name: deskId,
        epoch,
        nextSeq: 1,
        scope,
        signingKey,
        revokedAt: null,
        mayBringUntil: null,
        roles: [],
        days: null,
        sealingKey: null,
      });
      return testDesk(world, hub.privateKey, { deskId, epoch });
    },
  };
  for (const person of PEOPLE) {
    const account = { login: person.userId, displayName: person.userId, passwordHash: '-', disabledAt: null };
    await store.putUser({ ...person, ...account });
  }
  for (const orderNo of ['TA0001', 'TA0002', 'TA0003']) await store.putOrder({ ...application, orderNo }, PARTY);
  return world;
}

function testDesk(
  world: HubWorld,
  hubKey: Parameters<typeof signGrant>[0],
  { deskId, epoch }: { deskId: string; epoch: string },
): TestDesk {
  let seq = 0;
  const grants = new Map<string, Promise<string>>();
  const grantFor = (userId: string): Promise<string> => {
    const known = grants.get(userId);
    if (known !== undefined) return known;
    const made = signGrant(hubKey, {
      userId,
      deskId,
      roles: [],
      branchId: 'hotline',
      issuedAt: NOW - DAY_MS,
      expiresAt: NOW + HOUR_MS,
      offlineUntil: NOW + 40 * DAY_MS,
    });
    grants.set(userId, made);
    return made;
  };

  const desk: TestDesk = {
    deskId,
    skewMs: 0,
    async does(userId, type, payload, capturedAt = world.now + desk.skewMs) {
      const grant = await grantFor(userId);
      const read = commandOfType(type)?.payload.safeParse(payload);
      const stream = read?.success === true ? commandOfType(type)?.streams(read.data)[0] : undefined;
      seq += 1;
      return { seq, commandId: uuidv7(), stream: stream ?? 'case/none', type, payload, capturedAt, grant };
    },
    push: (commands, evidence = []) => {
      const deskTime = world.now + desk.skewMs;
      return acceptPush(world.context, world.store, {
        deskId,
        request: {
          epoch,
          deskTime,
          commands: [...commands],
          evidence,
        },
      });
    },
    async tells(userId, type, payload) {
      const answer = await desk.push([await desk.does(userId, type, payload)]);
      if ('refused' in answer) throw new Error(answer.refused);
      const [outcome] = answer.outcomes;
      if (outcome === undefined) throw new Error('not answered');
      return outcome;
    },
    async verified(userId, contactId, { channel = 'phone', result = 'match' } = {}) {
      const about = { contactId, partyId: 'party-1' };
      const elements = channel === 'phone' ? ['person_name', 'id_no_last6', 'sms_code'] : ['id_card_original'];
      const checks = elements.map((element) => ({ element, result, evidenceId: null }));
      const start = { contactId, channel, direction: 'inbound', cli: null, waitedSeconds: null, callbackId: null };
      const session = { sessionId: `session-${contactId}`, orderNo: null, subject: 'self', purpose: 'cancellation' };
      return [
        await desk.does(userId, 'StartContact', start),
        await desk.does(userId, 'StartVerification', { ...about, ...session }),
        await desk.does(userId, 'RecordElements', { ...about, checks }),
      ];
    },
    files: (userId, more) => {
      const at = world.now + desk.skewMs;
      const { acknowledgement } = filing();
      const acknowledged = acknowledgement === null ? null : { ...acknowledgement, at };
      const materials = userId.startsWith('clerk') ? ID_CARD : [];
      return desk.does(userId, 'FileCancellation', {
        ...filing({ noticeAt: at, readBackAt: at, acknowledgement: acknowledged, materials, ...more }),
      });
    },
  };
  return desk;
}

/** The outcomes of a push that was taken. */
export function outcomesOf(answer: PushAnswer): readonly PushedOutcome[] {
  if ('refused' in answer) throw new Error(`the push was refused: ${answer.refused}`);
  return answer.outcomes;
}
