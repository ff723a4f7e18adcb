import { createMemoryHistory } from '@tanstack/react-router';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { router as Router } from './router.tsx';
import { HOSTILE_LINKS } from './testing/hostile-links.ts';

let router: typeof Router;
beforeAll(async () => {
  // As much of a window as a hash history takes hold of when the module is loaded.
  const nothing = (): void => undefined;
  const listening = { addEventListener: nothing, removeEventListener: nothing };
  const location = { hash: '', pathname: '/', search: '', href: 'app://desk/' };
  const history = { state: {}, replaceState: nothing, pushState: nothing };
  vi.stubGlobal('window', { ...listening, location, history });
  vi.stubGlobal('document', { ...listening, documentElement: { style: {} } });
  vi.stubGlobal('self', globalThis);
  ({ router } = await import('./router.tsx'));
}, 60_000);
afterAll(() => {
  vi.unstubAllGlobals();
});

/** The screen an address leads to, with what the screen is given of it. */
function screenAt(link: string) {
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [link] }) });
  const last = router.matchRoutes(router.latestLocation).at(-1);
  if (last === undefined) throw new Error('no screen at all');
  return last;
}

describe('an address from outside', () => {
  it.each(HOSTILE_LINKS)('%j leads to %s and to no fault', (link, route) => {
    const { routeId, params, error } = screenAt(link);

    expect(routeId).toBe(route);
    expect(error).toBeUndefined();
    expect(Object.values(params).every((each) => typeof each === 'string')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  it('that is one of ours leads where it says', () => {
    const { routeId, params } = screenAt('/contacts/c-1/decide?order=%22A2026%22');

    expect(routeId).toBe('/contacts/$contactId/$step');
    expect(params).toEqual({ contactId: 'c-1', step: 'decide' });
  });
});
