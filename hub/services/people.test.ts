import { beforeEach, describe, expect, it } from 'vitest';
import { FAILURES_BEFORE_WAITING } from '../../contract/hub-protocol/passwords.ts';
import { openHub } from '../open-hub.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import type { HubDeps } from './deps.ts';
import { addPerson, disablePerson, enablePerson, renewPassword } from './people.ts';
import { signInOn } from './sign-in.ts';

const FIRST = 'a first password 2026';
const PERSON = { login: 'Clerk9', displayName: '测试店员', roles: ['clerk'], branchId: 'store-1' } as const;

let deps: HubDeps;
beforeEach(async () => {
  deps = await openHub({ store: openMemoryStore() });
  await addPerson(deps, PERSON, FIRST);
});

async function signsIn(password: string): Promise<string> {
  const answer = await signInOn(deps, 'desk-1', { login: 'clerk9', password });
  return 'refused' in answer ? answer.refused : answer.user.userId;
}

describe('a person who forgot their password', () => {
  it('comes in with the new one, at once, and no more with the old', async () => {
    const userId = await signsIn(FIRST);
    for (let failed = 0; failed <= FAILURES_BEFORE_WAITING; failed += 1) await signsIn('not the password');
    expect(await signsIn(FIRST)).toBe('sign_in_throttled');

    const made = await renewPassword(deps, ' CLERK9 ');

    expect(made).toMatch(/^[a-z2-9]{16}$/);
    expect(await signsIn(made ?? '')).toBe(userId);
    expect(await signsIn(FIRST)).toBe('wrong_credentials');
  });

  it('stays out where they are disabled, until they are enabled', async () => {
    const userId = await signsIn(FIRST);
    await disablePerson(deps, 'clerk9');
    const made = await renewPassword(deps, 'clerk9');
    expect(await signsIn(made ?? '')).toBe('user_disabled');

    expect(await enablePerson(deps, 'clerk9')).toBe(true);
    expect(await signsIn(made ?? '')).toBe(userId);
  });

  it('must be somebody', async () => {
    expect(await renewPassword(deps, 'nobody')).toBeNull();
    expect(await enablePerson(deps, 'nobody')).toBe(false);
    expect(await disablePerson(deps, 'nobody')).toBe(false);
  });
});
