import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listAudit } from '../../db/queries/audit.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { pack } from '../../domain/cases/testing/filing.ts';
import { openTestDesk, refusalFrom } from '../testing/opened-desk.ts';
import type { DeskClient, OpenedDesk } from '../testing/opened-desk.ts';

let opened: OpenedDesk;
let admin: DeskClient;

beforeEach(async () => {
  opened = await openTestDesk();
  admin = await opened.as('admin-1', 'admin');
});
afterEach(() => opened.dispose());

/** The pack of an operator; the desk's clock stands at 10 March 2026. */
const own = (more: Partial<typeof pack> = {}) =>
  JSON.stringify({
    ...pack,
    id: 'operator',
    version: 1,
    isSample: false,
    name: { zh: '本机构政策', en: 'Our policy' },
    effectiveFrom: '2026-03-15',
    ...more,
  });

const inForce = async (client: DeskClient) => {
  const { packId, packVersion, isSample } = await client.policy.current();
  return { packId, packVersion, isSample };
};

describe('a policy pack', () => {
  it('is shown before it is installed, and changes nothing by that', async () => {
    const change = await admin.policy.check({ body: own() });

    expect(change).toMatchObject({
      packId: 'operator',
      packVersion: '1',
      effectiveFrom: '2026-03-15',
      inForceFrom: '2026-03-15',
      current: { packId: 'sample', packVersion: String(pack.version) },
    });
    expect((await refusalFrom(admin.policy.install({ body: own({ effectiveFrom: 'soon' }) }))).code).toBe(
      'policy_pack_invalid',
    );
    opened.pass(6 * DAY_MS);
    expect(await inForce(await opened.as('agent-1', 'agent'))).toMatchObject({ packId: 'sample' });
  });

  it('of the operator is in force from its day on, before the sample, also at a desk opened anew; and it is on record who installed it', async () => {
    await admin.policy.install({ body: own() });

    const today = await inForce(admin);
    opened.pass(5 * DAY_MS);
    const then = await inForce(await opened.as('agent-1', 'agent'));
    await opened.reopen();

    expect(today).toEqual({ packId: 'sample', packVersion: String(pack.version), isSample: true });
    expect(then).toEqual({ packId: 'operator', packVersion: '1', isSample: false });
    expect(await inForce(await opened.as('agent-1', 'agent'))).toEqual(then);
    const { db } = opened.desk().deps;
    const log = listAudit(db, { filter: { act: 'policy_pack_installed', userId: 'admin-1' }, before: null, limit: 9 });
    expect(log).toMatchObject([{ data: { packId: 'operator', version: '1', isSample: false } }]);
  });

  it('is never replaced, and the refusal names the version', async () => {
    await admin.policy.install({ body: own() });

    const refusal = await refusalFrom(admin.policy.install({ body: own({ lateReturnDays: null }) }));

    expect(refusal).toEqual({ code: 'policy_pack_version_taken', data: { packId: 'operator', version: '1' } });
    expect((await admin.policy.install({ body: own({ version: 2 }) })).inForceFrom).toBe('2026-03-15');
  });

  it('that will never be in force says so', async () => {
    await admin.policy.install({ body: own({ version: 5 }) });

    const older = await admin.policy.check({ body: own({ version: 4 }) });
    const over = await admin.policy.check({ body: own({ effectiveFrom: '2025-01-01', effectiveTo: '2025-12-31' }) });

    expect([older.inForceFrom, over.inForceFrom]).toEqual([null, null]);
  });

  it.each([
    ['no JSON at all', '{', 'file: not JSON'],
    ['a text without English', own({ notice: { zh: '只有中文', en: '' } }), 'notice.en'],
    ['a rule that is missing', own({ rules: pack.rules.filter(({ id }) => id !== 'L-05') }), 'cites L-05'],
  ])('with %s is refused, and the place is named', async (_why, body, place) => {
    const refusal = await refusalFrom(admin.policy.check({ body }));

    expect(refusal.code).toBe('policy_pack_invalid');
    expect(String(refusal.data['problems'])).toContain(place);
  });

  it('is for administrators alone', async () => {
    const supervisor = await opened.as('supervisor-1', 'supervisor');

    const checked = await refusalFrom(supervisor.policy.check({ body: own() }));
    const installed = await refusalFrom(supervisor.policy.install({ body: own() }));

    expect([checked.code, installed.code]).toEqual(['not_permitted', 'not_permitted']);
  });
});
