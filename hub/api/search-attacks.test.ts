/** What the search of a hub gives to whoever asks for too much; the rest of the attacks are in `attacks.test.ts`. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAttackedHub } from '../testing/attacked-hub.ts';
import type { AttackedHub } from '../testing/attacked-hub.ts';
import { PARTY } from '../testing/hub-world.ts';

type Attack = readonly [what: string, answer: string, attempt: () => Promise<string>];

let hub: AttackedHub;
beforeAll(async () => {
  hub = await openAttackedHub();
});
afterAll(() => hub.close());

const SEARCHES: readonly Attack[] = [
  ['a search in nobody’s name', 'grant_unreadable', () => search({ grant: 'nobody' })],
  ['a search with the sign-in of another desk', 'grant_of_other_desk', () => search({ grant: hub.theirs.grant })],
  [
    'a search by somebody whose work it is not',
    'not_permitted',
    async () => search({ grant: await hub.grantOf('admin1') }),
  ],
  ['a search for nothing', 'not_understood', () => search({ keys: [] })],
  [
    'a search for a thousand numbers',
    'not_understood',
    () => search({ keys: Array.from({ length: 1000 }, (_, n) => ({ kind: 'mobile', value: `138${n}` })) }),
  ],
  ['an order that is none', 'out_of_scope', () => openOrder('TA-none')],
  ['an order of SQL', 'out_of_scope', () => openOrder("' OR 1=1 --")],
  [
    'a search for part of a number, for four digits of a card, for SQL, for a kind that is none',
    '200',
    async () => {
      const keys = [
        { kind: 'mobile', value: (PARTY.mobile ?? '').slice(0, 7) },
        { kind: 'card_last4', value: PARTY.settlementCardLast4 ?? '' },
        { kind: 'order_no', value: "' OR 1=1 --" },
        { kind: 'name_han', value: PARTY.personName ?? '' },
      ];
      const { status, text } = await hub.send({ path: '/v1/search', body: searching({ keys }) });
      expect(text).toContain('"orders":[]');
      return String(status);
    },
  ],
  [
    'a search for what it may find, which says nothing unmasked',
    '200',
    async () => {
      const { status, text } = await hub.send({ path: '/v1/search', body: searching({}) });
      expect(text).toContain('"orderNo":"TA0001"');
      for (const secret of [PARTY.personName, PARTY.mobile, PARTY.idNo, PARTY.address, PARTY.partyId])
        expect(text).not.toContain(secret);
      return String(status);
    },
  ],
];

const searching = (more: object) => ({
  protocolVersion: 1,
  grant: hub.mine.grant,
  keys: [{ kind: 'mobile', value: PARTY.mobile }],
  limit: 10,
  ...more,
});
const search = (more: object): Promise<string> => post('/v1/search', { body: searching(more) });
const openOrder = (orderNo: string): Promise<string> =>
  post('/v1/open-order', { body: { protocolVersion: 1, grant: hub.mine.grant, orderNo } });

async function post(path: string, { body }: { readonly body: object }): Promise<string> {
  const { status, text } = await hub.send({ path, body });
  return status === 200 ? '200' : (JSON.parse(text) as { code: string }).code;
}

it.each(SEARCHES)('gives nothing away to %s: %s', async (_what, answer, attempt) => {
  expect(await attempt()).toBe(answer);
});
